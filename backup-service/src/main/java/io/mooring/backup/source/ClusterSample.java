package io.mooring.backup.source;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where a server's write-ahead log stood at a moment.
 *
 * @param at by the server's own clock
 * @param flushedLsn safe on the server's disk, such as {@code 16/B374D848}
 * @param slot null when there is no slot of that name
 */
public record ClusterSample(
        Instant at,
        long timeline,
        String flushedLsn,
        @Nullable Slot slot) {

    /**
     * A physical replication slot (PostgreSQL manual, pg_replication_slots).
     *
     * @param restartLsn the oldest WAL that is kept for it: for us also the newest that we confirmed; null before the first
     * @param activePid the server's process that serves it; null while nobody reads
     * @param walStatus reserved, extended, unreserved or lost; null before PostgreSQL 13
     */
    public record Slot(
            @Nullable String restartLsn,
            @Nullable Integer activePid,
            @Nullable String walStatus) {

        public boolean isLost() {
            return "lost".equals(walStatus);
        }
    }
}
