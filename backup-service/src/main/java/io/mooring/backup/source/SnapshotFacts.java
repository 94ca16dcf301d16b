package io.mooring.backup.source;

import java.time.Instant;
import java.util.List;

/**
 * The moment a backup describes, and the server it was taken from.
 *
 * @param id for pg_dump's {@code --snapshot}; valid while the transaction that exported it lives
 * @param lsn the WAL position just before, such as {@code 0/1A2B3C8}
 * @param takenAt the server's clock
 * @param serverVersion such as {@code 15.19 (Debian 15.19-0+deb12u1)}
 * @param encoding the database's, such as {@code UTF8}
 * @param readsPasswords whether the user may read the roles' passwords, in pg_authid
 * @param owners roles that something in the database belongs to, sorted
 */
public record SnapshotFacts(
        String id,
        String lsn,
        Instant takenAt,
        String serverVersion,
        int serverMajor,
        String encoding,
        long largeObjects,
        boolean readsPasswords,
        List<String> owners) {

    public SnapshotFacts {
        owners = List.copyOf(owners);
    }
}
