package io.mooring.testkit.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
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
