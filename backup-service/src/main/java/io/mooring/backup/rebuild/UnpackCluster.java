package io.mooring.backup.rebuild;

import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.read.ReadChunks;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.Tool.Said;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/**
 * Makes a server's data folder of its base backup again, and compares it with the SHA-256 that the source's server gave for each file.
 *
 * @param folder private, where tools leave their words
 * @param data an empty folder in it
 */
public record UnpackCluster(Path folder, Path data, UnprivilegedAccount account) {

    /**
     * Tar runs as the account: what a copy holds is somebody else's.
     *
     * @param bytes is told how many were unpacked so far
     */
    public void unpack(StoredBackup backup, DecryptionKey key, LongConsumer bytes)
            throws ReadFailure, IOException, InterruptedException {
        List<String> command = List.of("tar", "--extract", "--no-same-owner", "--directory=" + data);
        try (Tool tar = Tool.start(account.prefix(), folder, folder.resolve("tar.log"), Map.of(), command)) {
            try (OutputStream in = tar.input()) {
                ReadChunks reader = new ReadChunks(backup);
                long[] unpacked = {0};
                for (StoredChunk chunk : backup.chunks()) {
                    reader.read(chunk, key, (array, from, length) -> {
                        in.write(array, from, length);
                        unpacked[0] += length;
                        bytes.accept(unpacked[0]);
                    });
                }
            }
            Said said = tar.end();
            if (!said.good()) {
                throw new IOException("tar: " + said.words());
            }
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        }
    }

    /** By pg_verifybackup; before the copy is changed by recovery. */
    public Said verify(ServerPrograms programs) throws IOException, InterruptedException {
        List<String> command = List.of(programs.program("pg_verifybackup"), data.toString());
        Path log = folder.resolve("pg_verifybackup.log");
        try (Tool tool = Tool.start(account.prefix(), folder, log, Map.of(), command)) {
            return tool.end();
        }
    }
}
