package io.mooring.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class FullDiskIT {

    @Test
    void aFilledDiskRefusesAndAFreedOneTakesAgain() throws IOException {
        try (FullDisk disk = FullDisk.ofBytes(1024 * 1024)) {
            Path file = disk.folder().resolve("file");
            disk.fill();
            assertThatThrownBy(() -> Files.write(file, new byte[10_000]))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");

            disk.freeUp();

            Files.write(file, new byte[10_000]);
            assertThat(file).hasSize(10_000);
        }
    }

    @Test
    void aFreedDiskHasItsRoomBackAlthoughSomebodyStillHasTheFillerOpen() throws IOException {
        try (FullDisk disk = FullDisk.ofBytes(1024 * 1024)) {
            long free = disk.freeBytes();
            disk.fill();
            try (Stream<Path> files = Files.list(disk.folder());
                    InputStream held = Files.newInputStream(files.findFirst().orElseThrow())) {
                disk.freeUp();

                assertThat(disk.freeBytes()).isEqualTo(free);
                assertThat(held.read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void aDiskBecomesReadOnlyAsSoonAsNobodyWrites() throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(1024 * 1024)) {
            CompletableFuture<Void> made;
            try (OutputStream held = Files.newOutputStream(disk.folder().resolve("file"))) {
                made = CompletableFuture.runAsync(disk::makeReadOnly);
                assertThatThrownBy(() -> made.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
                held.write(1);
            }

            assertThat(made).succeedsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void aReadOnlyDiskRefusesEvenRoot() throws IOException {
        try (FullDisk disk = FullDisk.ofBytes(1024 * 1024)) {
            Path file = disk.folder().resolve("file");
            disk.makeReadOnly();
            assertThatThrownBy(() -> Files.writeString(file, "x"))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("Read-only");

            disk.makeWritable();

            Files.writeString(file, "x");
        }
    }

    @Test
    void aDiskForFewFilesHasRoomForBytesOnly() throws IOException {
        try (FullDisk disk = FullDisk.ofFiles(2)) {
            Files.write(disk.folder().resolve("first"), new byte[1_000_000]);

            assertThatThrownBy(() -> Files.createFile(disk.folder().resolve("second")))
                    .hasMessageContaining("No space left");
        }
    }

    @Test
    void aDiskThatIsTakenAwayLeavesAnEmptyFolderUntilItIsBack() throws IOException {
        try (FullDisk disk = FullDisk.ofBytes(1024 * 1024)) {
            Path file = Files.writeString(disk.folder().resolve("file"), "x");
            disk.takeAway();
            assertThat(disk.folder()).isEmptyDirectory();

            disk.bringBack();

            assertThat(file).hasContent("x");
            disk.takeAway();
        }
    }

    @Test
    void nothingIsLeftMounted() throws IOException {
        Path folder;
        try (FullDisk disk = FullDisk.ofBytes(1024 * 1024)) {
            folder = disk.folder();
            assertThat(Files.readString(Path.of("/proc/mounts"))).contains(folder.toString());
        }
        assertThat(Files.readString(Path.of("/proc/mounts"))).doesNotContain(folder.toString());
        assertThat(folder).doesNotExist();
    }
}
