package io.mooring.backup.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyDual;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

/**
 * Asks a server what only standbys ask (PostgreSQL manual, "Streaming Replication Protocol"): the right to replicate is enough, and what it answers
 * is no text that depends on its {@code lc_messages}. Each question is a connection of its own and takes a WAL sender for a moment. Blocking.
 */
public final class StandbyQuestions {

    /** WalSndSegmentOpen in walsender.c: undefined_file. */
    private static final String REMOVED = "58P01";

    private final ClusterSource source;
    private final int segmentBytes;
    private final Duration timeout;

    /**
     * @param segmentBytes {@code wal_segment_size}
     * @param timeout of each question
     */
    public StandbyQuestions(ClusterSource source, int segmentBytes, Duration timeout) {
        this.source = source;
        this.segmentBytes = segmentBytes;
        this.timeout = timeout;
    }

    /**
     * The oldest segment that it still has; about twenty questions for a terabyte.
     *
     * @param lacks the number of a segment that the server has not got any more
     * @param has and of one that it has
     * @return the lowest behind the one and up to the other that it has, if it has all behind that
     */
    public long oldest(long timeline, long lacks, long has) throws SourceFailure {
        long absent = lacks;
        long present = has;
        while (absent + 1 < present) {
            long middle = absent + (present - absent) / 2;
            if (isRemoved(timeline, middle)) {
                absent = middle;
            } else {
                present = middle;
            }
        }
        return present;
    }

    /**
     * Whether it no longer has a segment.
     *
     * @throws SourceFailure also when that timeline is none of its history, and when nothing was written to it yet
     */
    public boolean isRemoved(long timeline, long segment) throws SourceFailure {
        long start = segment * segmentBytes;
        String question =
                "START_REPLICATION PHYSICAL %X/%X TIMELINE %d".formatted(start >>> 32, start & 0xFFFF_FFFFL, timeline);
        try (Connection connection = connect()) {
            try {
                awaitWal(connection.unwrap(PGConnection.class).getCopyAPI().copyDual(question));
                return false;
            } finally {
                // Closing would wait for the server to end what it sends.
                connection.abort(Runnable::run);
            }
        } catch (SQLException failure) {
            if (REMOVED.equals(failure.getSQLState())) {
                return true;
            }
            throw ClusterFaults.of(source, failure);
        }
    }

    /** A message of type {@code w} holds WAL; others come before it opens the file. */
    private static void awaitWal(CopyDual stream) throws SQLException {
        byte[] message = stream.readFromCopy();
        while (message != null && message[0] != 'w') {
            message = stream.readFromCopy();
        }
    }

    /** What the history file of a timeline says; the first one has none. */
    public String history(long timeline) throws SourceFailure {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("TIMELINE_HISTORY " + timeline)) {
            row.next();
            return row.getString("content");
        } catch (SQLException failure) {
            throw ClusterFaults.of(source, failure);
        }
    }

    private Connection connect() throws SQLException {
        PGSimpleDataSource dataSource = ClusterServer.dataSource(source, timeout, timeout);
        dataSource.setReplication("true");
        dataSource.setAssumeMinServerVersion("9.4");
        dataSource.setPreferQueryMode(PreferQueryMode.SIMPLE);
        return dataSource.getConnection();
    }
}
