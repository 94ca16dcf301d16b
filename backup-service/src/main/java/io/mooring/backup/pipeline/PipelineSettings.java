package io.mooring.backup.pipeline;

import io.mooring.backup.source.SourceSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How backups are taken on this machine.
 *
 * @param chunkBytes compressed bytes per object, 1 KiB to 4 GiB
 * @param zstdWorkers compression threads beside the reading one; 0 compresses on the reading thread
 * @param locationTimeout how long the whole run waits for one location that takes no data before it goes on without it
 * @param lockTimeout how long to wait for a table's lock, for pg_dump and for the content hashes
 * @param connectTimeout how long to wait for the database to answer
 * @param postgresFolders where to look for pg_dump: folders that hold it, or parents of {@code <major>/bin}
 */
public record PipelineSettings(
        long chunkBytes,
        int zstdWorkers,
        Duration locationTimeout,
        Duration lockTimeout,
        Duration connectTimeout,
        List<Path> postgresFolders) {

    private static final long KIB = 1024;

    public PipelineSettings {
        postgresFolders = List.copyOf(postgresFolders);
        if (chunkBytes < KIB || chunkBytes > 4 * KIB * KIB * KIB) {
            throw new IllegalArgumentException("chunk size must be 1 KiB to 4 GiB but is " + chunkBytes);
        }
        if (zstdWorkers < 0 || zstdWorkers > 64) {
            throw new IllegalArgumentException("zstd workers must be 0 to 64 but are " + zstdWorkers);
        }
        requirePositive("location time-out", locationTimeout);
        requirePositive("lock time-out", lockTimeout);
        requirePositive("connect time-out", connectTimeout);
    }

    /** 512 MiB chunks, half the processors compress, two minutes' patience with a location, Debian's and Red Hat's folders. */
    public static PipelineSettings standard() {
        return new PipelineSettings(
                512 * KIB * KIB,
                Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
                Duration.ofMinutes(2),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                List.of(
                        Path.of("/usr/lib/postgresql"),
                        Path.of("/usr/pgsql"),
                        Path.of("/usr/local/bin"),
                        Path.of("/usr/bin")));
    }

    /** What of these concerns the reading of sources. */
    public SourceSettings forSources() {
        return new SourceSettings(lockTimeout, connectTimeout, postgresFolders);
    }

    private static void requirePositive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be positive but is " + value);
        }
    }
}
