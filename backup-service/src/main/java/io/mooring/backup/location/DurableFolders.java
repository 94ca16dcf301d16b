package io.mooring.backup.location;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Folders whose entries survive a power cut: an entry is durable only when the folder that holds it has been flushed. */
final class DurableFolders {

    private DurableFolders() {}

    /** Makes the folders between root and folder. Never root itself: a root that is gone is a disk that is not mounted. */
    static void create(Path root, Path folder) throws IOException {
        if (folder.equals(root) || Files.isDirectory(folder)) {
            return;
        }
        create(root, folder.getParent());
        try {
            Files.createDirectory(folder);
        } catch (FileAlreadyExistsException raced) {
            return;
        }
        flush(folder.getParent());
    }

    static void flush(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException failure) {
            // SMB has no flush for folders and says so; it orders renames itself.
            if (failure.getMessage() == null || !failure.getMessage().contains("Invalid argument")) {
                throw failure;
            }
        }
    }

    /** Removes the folder and its parents below root as far as they are empty. */
    static void removeIfEmpty(Path root, Path folder) throws IOException {
        Path candidate = folder;
        try {
            while (!candidate.equals(root) && candidate.startsWith(root)) {
                Files.deleteIfExists(candidate);
                candidate = candidate.getParent();
            }
        } catch (DirectoryNotEmptyException inUse) {
            // Somebody else's objects: that is where tidying ends.
        }
    }
}
