package io.mooring.backup.verify;

import java.util.List;

/** Settings of a server that loads fast and may lose everything at any moment (PostgreSQL manual, "Populating a Database"). */
final class FastLoading {

    private static final long MEBIBYTE = 1024 * 1024;

    private FastLoading() {}

    static List<String> settings() {
        long memory = Runtime.getRuntime().maxMemory() / MEBIBYTE;
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "fsync=off",
                "synchronous_commit=off",
                "full_page_writes=off",
                // What is loaded into a table of the same transaction is then not logged at all.
                "wal_level=minimal",
                "max_wal_senders=0",
                "archive_mode=off",
                "max_wal_size=2GB",
                "checkpoint_timeout=1h",
                "autovacuum=off",
                "shared_buffers=" + between(memory / 4, 64, 512) + "MB",
                "maintenance_work_mem=" + between(memory / 4, 64, 512) + "MB",
                "max_parallel_maintenance_workers="
                        + between(Runtime.getRuntime().availableProcessors() / 2, 0, 4),
                "jit=off",
                "max_connections=40",
                "max_prepared_transactions=0",
                "max_locks_per_transaction=1024",
                // A dump's code must not hold up a test for ever.
                "idle_in_transaction_session_timeout=1h",
                "log_min_messages=warning",
                "logging_collector=off");
    }

    private static long between(long value, long least, long most) {
        return Math.clamp(value, least, most);
    }
}
