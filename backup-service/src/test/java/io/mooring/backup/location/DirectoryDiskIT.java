package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.testkit.disk.FullDisk;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** Real disks that are full or read-only. */
class DirectoryDiskIT {

    private static final int MIB = 1024 * 1024;

    @Test
    void saysThatTheDiskIsFullAndLeavesNothing() throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(2 * MIB)) {
            DirectoryLocation location = new DirectoryLocation("nas", disk.folder(), 0);
            try (ObjectSink sink = location.create("plan/run/data.bin")) {
                assertThatThrownBy(() -> sink.write(new byte[4 * MIB], 0, 4 * MIB))
                        .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                        .extracting(LocationFailure::fault)
                        .isEqualTo(LocationFault.FULL);
            }
            assertThat(disk.folder()).isEmptyDirectory();
        }
    }

    @Test
    void saysThatTheDiskIsReadOnly() throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(2 * MIB)) {
            DirectoryLocation location = new DirectoryLocation("nas", disk.folder(), 0);
            disk.makeReadOnly();

            assertThatThrownBy(() -> location.create("plan/run/data.bin").close())
                    .asInstanceOf(InstanceOfAssertFactories.type(LocationFailure.class))
                    .extracting(LocationFailure::fault)
                    .isEqualTo(LocationFault.READ_ONLY);
            assertThat(location.check().state()).isEqualTo(LocationHealth.State.DOWN);
            assertThat(location.check().reason()).containsIgnoringCase("read-only");
        }
    }

    @Test
    void warnsBeforeTheDiskIsFull() {
        try (FullDisk disk = FullDisk.ofBytes(2 * MIB)) {
            disk.fill();
            DirectoryLocation location = new DirectoryLocation("nas", disk.folder(), 0);

            assertThat(location.check().state()).isNotEqualTo(LocationHealth.State.HEALTHY);
        }
    }
}
