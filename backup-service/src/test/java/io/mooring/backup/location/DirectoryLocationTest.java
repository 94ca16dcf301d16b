package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLocationTest extends BackupLocationContract {

    @TempDir
    Path root;

    @Override
    protected BackupLocation emptyLocation() {
        return new DirectoryLocation("nas", root, 0);
    }

    @Override
    protected boolean hasLeftovers() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.anyMatch(file -> file.getFileName().toString().endsWith(".part"));
        }
    }

    @Test
    void doesNotMakeItsOwnFolderBecauseAMissingOneIsAMissingMount() {
        Path missing = root.resolve("not-mounted");
        DirectoryLocation location = new DirectoryLocation("nas", missing, 0);

        fails(LocationFault.UNREACHABLE, () -> location.create("plan/run/data.bin"));
        fails(LocationFault.UNREACHABLE, () -> location.list(""));
        assertThat(location.check().state()).isEqualTo(LocationHealth.State.DOWN);
        assertThat(location.check().reason()).contains("not mounted");
        assertThat(missing).doesNotExist();
    }

    @Test
    void keepsItsReserveFree() throws IOException {
        long all = Files.getFileStore(root).getTotalSpace();
        DirectoryLocation location = new DirectoryLocation("nas", root, all);

        fails(LocationFault.FULL, () -> location.create("plan/run/data.bin"));
        assertThat(location.check().state()).isEqualTo(LocationHealth.State.DOWN);
    }

    @Test
    void removesFoldersThatAnAbandonedObjectNeeded() throws Exception {
        try (ObjectSink sink = emptyLocation().create("plan/run/data.bin")) {
            sink.write(new byte[10], 0, 10);
        }

        try (Stream<Path> left = Files.list(root)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void doesNotFollowALinkOutOfItsFolder() throws Exception {
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Files.createDirectories(root.resolve("plan/run"));
        Files.createSymbolicLink(root.resolve("plan/run/data.bin"), secret);

        assertThatThrownBy(() -> emptyLocation().open("plan/run/data.bin")).isInstanceOf(LocationFailure.class);
        assertThat(emptyLocation().list("")).isEmpty();
    }

    private static void fails(LocationFault fault, ThrowingCallable action) {
        assertThatThrownBy(action)
                .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                .extracting(LocationFailure::fault)
                .isEqualTo(fault);
    }
}
