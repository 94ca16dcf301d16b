package io.mooring.backup.restore;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.ServerPrograms;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.WalFile;
import java.nio.file.Path;
import java.util.List;

/** What a copy of a whole server needs to come back. */
final class RestorableCluster {

    private RestorableCluster() {}

    static ManifestSource.Cluster of(Manifest manifest) throws RestoreStopped {
        if (manifest.source() instanceof ManifestSource.Cluster cluster) {
            return cluster;
        }
        throw notACluster(manifest.source().kind());
    }

    static RestoreStopped notACluster(String kind) {
        return new RestoreStopped(
                "not-a-cluster",
                "This is a backup of the kind " + kind + ", not of a whole server.",
                "Choose a target that goes with it.");
    }

    /** Its data files are read by servers of its own major version only. */
    static ServerPrograms programs(ManifestSource.Cluster source, List<Path> folders)
            throws RestoreStopped, InterruptedException {
        try {
            return ServerPrograms.forCopy(RestorableDatabase.major(source.serverVersion()), folders);
        } catch (ServerUnavailable missing) {
            throw stopped(missing);
        }
    }

    static RestoreStopped stopped(ServerUnavailable failure) {
        return new RestoreStopped("server-unavailable", String.valueOf(failure.getMessage()), failure.remedy());
    }

    /** Bytes of these files once they are decrypted and decompressed. */
    static long bytes(List<WalFile> wal) {
        return wal.stream()
                .map(WalFile::object)
                .mapToLong(StoredChunk::sourceBytes)
                .sum();
    }
}
