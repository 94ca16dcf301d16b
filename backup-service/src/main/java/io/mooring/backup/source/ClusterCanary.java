package io.mooring.backup.source;

import java.time.Instant;

/**
 * A transaction that was committed at a server only to be looked for in what is recovered from its log: it is there, or not.
 *
 * @param transaction its number, with the epoch (PostgreSQL manual, txid_current)
 * @param lsn a position behind its commit, such as {@code 16/B374D848}
 * @param begunAt it was committed after this time by the server's own clock
 * @param committedAt and before this one
 * @param role who committed it, and may log in
 */
public record ClusterCanary(
        long transaction, long timeline, String lsn, Instant begunAt, Instant committedAt, String role) {}
