package io.mooring.embedded.postgres;

import java.util.List;

/** Whether committed data survive a power cut. */
public enum Durability {

    /** PostgreSQL's own care, for a few hundred MB of data on somebody's own machine. */
    DURABLE(List.of(
            "max_connections=150",
            "shared_buffers=32MB",
            // Compiling a query costs every process that does it 20 MB for good.
            "jit=off",
            "autovacuum_max_workers=1",
            // A receiver of the log that is away must not fill somebody's disk.
            "max_slot_wal_keep_size=2GB",
            "max_logical_replication_workers=0")),

    /**
     * For tests: a commit reaches the operating system but waits for no disk. Data survive a killed server (hence
     * {@code synchronous_commit} stays on), but not a machine that loses power.
     */
    FAST(List.of(
            "max_connections=300",
            "shared_buffers=64MB",
            "fsync=off",
            "full_page_writes=off",
            "wal_level=logical",
            "max_wal_senders=10"));

    private final List<String> settings;

    Durability(List<String> settings) {
        this.settings = settings;
    }

    List<String> settings() {
        return settings;
    }
}
