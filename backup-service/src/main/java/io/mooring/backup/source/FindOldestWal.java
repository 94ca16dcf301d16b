package io.mooring.backup.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;
import org.postgresql.replication.LogSequenceNumber;

/**
 * Finds the oldest segment that a server still has on its present timeline, by asking for some as a standby does: the right to replicate is
 * enough, which it is not for pg_ls_waldir. Each question takes a WAL sender for a moment; about twenty are asked of a terabyte.
 */
public final class FindOldestWal {

    /** WalSndSegmentOpen in walsender.c: undefined_file, whatever its words. */
    private static final String REMOVED = "58P01";

    private final ClusterSource source;
    private final int segmentBytes;
    private final Duration timeout;

    /**
     * @param segmentBytes {@code wal_segment_size}
     * @param timeout of each question
     */
    public FindOldestWal(ClusterSource source, int segmentBytes, Duration timeout) {
        this.source = source;
        this.segmentBytes = segmentBytes;
        this.timeout = timeout;
    }

    /**
     * Blocking.
     *
     * @param lacks the number of a segment that the server has not got any more
     * @param has and of one that it has
     * @return the lowest behind the one and up to the other that it has, if it has all behind that
     */
    public long between(long lacks, long has) throws SourceFailure {
        long absent = lacks;
        long present = has;
        while (absent + 1 < present) {
            long middle = absent + (present - absent) / 2;
            if (isThere(middle)) {
                present = middle;
            } else {
                absent = middle;
            }
        }
        return present;
    }

    private boolean isThere(long segment) throws SourceFailure {
        PGSimpleDataSource dataSource = ClusterServer.dataSource(source, timeout, timeout);
        dataSource.setReplication("true");
        dataSource.setAssumeMinServerVersion("9.4");
        dataSource.setPreferQueryMode(PreferQueryMode.SIMPLE);
        try (Connection connection = dataSource.getConnection()) {
            try {
                connection
                        .unwrap(PGConnection.class)
                        .getReplicationAPI()
                        .replicationStream()
                        .physical()
                        .withStartPosition(LogSequenceNumber.valueOf(segment * segmentBytes))
                        .start()
                        .read();
                return true;
            } finally {
                // Closing would wait for the server to end what it sends.
                connection.abort(Runnable::run);
            }
        } catch (SQLException failure) {
            if (REMOVED.equals(failure.getSQLState())) {
                return false;
            }
            throw ClusterFaults.of(source, failure);
        }
    }
}
