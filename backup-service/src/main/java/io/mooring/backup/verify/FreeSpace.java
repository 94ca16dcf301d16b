package io.mooring.backup.verify;

import io.mooring.backup.rebuild.ServerUnavailable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Asked before, not when the disk is full: it may be the disk of a server that people use. */
final class FreeSpace {

    private FreeSpace() {}

    static void require(Path folder, long neededBytes, long spareBytes) throws ServerUnavailable {
        long free = free(folder);
        if (free - spareBytes < neededBytes) {
            throw new ServerUnavailable(
                    "A restore test needs " + neededBytes + " bytes in " + folder + " and leaves " + spareBytes
                            + " bytes alone, but only " + free + " bytes are free.",
                    "Free some space, or name a folder on a larger disk in backup.verification.folder.");
        }
    }

    private static long free(Path folder) throws ServerUnavailable {
        try {
            return Files.getFileStore(folder).getUsableSpace();
        } catch (IOException notThere) {
            throw new ServerUnavailable(
                    "The folder " + folder + " for restore tests cannot be used: " + notThere,
                    "Create it, or name another one in backup.verification.folder.",
                    notThere);
        }
    }
}
