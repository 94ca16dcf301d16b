package io.mooring.backup.verify;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How throwaway servers are made.
 *
 * @param parent an existing folder of this host's own disk; each server gets a folder in it
 * @param postgresFolders hold {@code postgres} and {@code initdb}, or are parents of {@code <major>/bin}
 * @param startTimeout how long {@code initdb} and the server's start may take together
 * @param spareBytes what must be free besides what the restored data need
 */
public record ThrowawaySettings(Path parent, List<Path> postgresFolders, Duration startTimeout, long spareBytes) {

    public ThrowawaySettings {
        postgresFolders = List.copyOf(postgresFolders);
        if (!startTimeout.isPositive() || spareBytes < 0) {
            throw new IllegalArgumentException("a time-out is longer than zero, a reserve is not negative");
        }
    }
}
