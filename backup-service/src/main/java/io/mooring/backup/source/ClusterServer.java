package io.mooring.backup.source;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A connection to a PostgreSQL server that asks about its write-ahead log and keeps a replication slot there. Blocking, used by one
 * thread; a server that does not answer fails the call after the time-out.
 */
public final class ClusterServer implements AutoCloseable {

    private static final String DATABASE = "postgres";

    private final ClusterSource source;
    private final Connection connection;

    private ClusterServer(ClusterSource source, Connection connection) {
        this.source = source;
        this.connection = connection;
    }

    /** @param timeout for the connection and for each answer */
    public static ClusterServer connect(ClusterSource source, Duration timeout) throws SourceFailure {
        return connect(source, timeout, timeout);
    }

    static ClusterServer connect(ClusterSource source, Duration timeout, Duration answer) throws SourceFailure {
        try {
            return new ClusterServer(source, dataSource(source, timeout, answer).getConnection());
        } catch (SQLException failure) {
            throw ClusterFaults.of(source, failure);
        }
    }

    static PGSimpleDataSource dataSource(ClusterSource source, Duration timeout, Duration answer) {
        int seconds = Math.toIntExact(Math.max(1, timeout.toSeconds()));
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {source.host()});
        dataSource.setPortNumbers(new int[] {source.port()});
        dataSource.setDatabaseName(DATABASE);
        dataSource.setUser(source.user());
        dataSource.setPassword(source.password().reveal());
        dataSource.setSslMode(source.sslMode().libpqName());
        dataSource.setConnectTimeout(seconds);
        dataSource.setLoginTimeout(seconds);
        dataSource.setSocketTimeout(Math.toIntExact(Math.max(1, answer.toSeconds())));
        dataSource.setTcpKeepAlive(true);
        dataSource.setApplicationName("mooring-backup");
        return dataSource;
    }

    public ClusterFacts facts() throws SourceFailure {
        return one(
                """
                SELECT current_setting('server_version') AS version,
                  current_setting('server_version_num')::int / 10000 AS major,
                  (SELECT system_identifier::text FROM pg_control_system()) AS system,
                  (SELECT setting::bigint * CASE unit WHEN '8kB' THEN 8192 ELSE 1 END
                   FROM pg_settings WHERE name = 'wal_segment_size') AS segment,
                  current_setting('wal_block_size')::int AS block,
                  current_setting('wal_level') AS level,
                  (SELECT count(*) FROM pg_tablespace WHERE spcname NOT IN ('pg_default', 'pg_global')) AS tablespaces,
                  (SELECT coalesce(sum(pg_database_size(oid)), 0) FROM pg_database WHERE has_database_privilege(oid, 'CONNECT')
                     OR pg_has_role('pg_read_all_stats', 'USAGE'))::bigint AS bytes""",
                row -> new ClusterFacts(
                        row.getString("version"),
                        row.getInt("major"),
                        row.getString("system"),
                        row.getInt("segment"),
                        row.getInt("block"),
                        row.getString("level"),
                        row.getInt("tablespaces"),
                        row.getLong("bytes")));
    }

    /** Where the log stands, and the slot of that name. On a standby: what it has replayed. */
    public ClusterSample sample(String slot) throws SourceFailure {
        return one(
                """
                SELECT clock_timestamp() AS at, lsn::text AS lsn, s.slot_name AS slot, s.restart_lsn::text AS restart_lsn,
                  s.active_pid, to_jsonb(s) ->> 'wal_status' AS wal_status,
                  CASE WHEN pg_is_in_recovery() THEN (SELECT timeline_id FROM pg_control_checkpoint())::text
                       ELSE ('x' || left(pg_walfile_name(lsn), 8))::bit(32)::bigint::text END AS timeline
                FROM (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_flush_lsn() END
                      AS lsn) now
                LEFT JOIN pg_replication_slots s ON s.slot_name = ?""",
                row -> new ClusterSample(
                        at(row),
                        Long.parseLong(row.getString("timeline")),
                        row.getString("lsn"),
                        row.getString("slot") == null ? null : slot(row)),
                slot);
    }

    /**
     * Commits a transaction that is in the log and nowhere else: no table changes. It waits for this server's disk and not for standbys.
     *
     * @return empty on a standby, which commits nothing
     * @throws SourceFailure with what is to be granted, where that is why the server refuses
     */
    public Optional<ClusterCanary> commitCanary() throws SourceFailure {
        try {
            return canary();
        } catch (SourceFailure failure) {
            throw failure.fault() == SourceFault.UNREACHABLE ? failure : refusedCanary(failure);
        }
    }

    private SourceFailure refusedCanary(SourceFailure failure) throws SourceFailure {
        String said = failure.getCause() == null
                ? failure.getMessage()
                : failure.getCause().getMessage();
        String grants = one("""
                SELECT coalesce(string_agg('GRANT EXECUTE ON FUNCTION ' || oid::regprocedure || ' TO ' || quote_ident(session_user)
                         || ';', ' '), '') AS grants FROM pg_proc
                WHERE pronamespace = 'pg_catalog'::regnamespace AND NOT has_function_privilege(oid, 'EXECUTE')
                  AND (proname IN ('pg_is_in_recovery', 'set_config', 'clock_timestamp', 'txid_current',
                                   'pg_current_wal_insert_lsn', 'pg_walfile_name')
                    OR proname = 'pg_logical_emit_message' AND proargtypes[2] = 'text'::regtype)""", row -> row.getString("grants"));
        return new SourceFailure(
                SourceFault.REFUSED,
                "The server said: " + String.valueOf(said).lines().findFirst().orElse("nothing") + ".",
                (grants.isEmpty()
                                ? "See the server's log."
                                : "As a superuser, in the database " + DATABASE + ": " + grants)
                        + " Where no time is to be proven, set source.wal.canary-every to 0s.",
                failure);
    }

    private Optional<ClusterCanary> canary() throws SourceFailure {
        boolean standby = one(
                "SELECT pg_is_in_recovery() AS standby, set_config('synchronous_commit', 'local', false)",
                row -> row.getBoolean("standby"));
        if (standby) {
            return Optional.empty();
        }
        ClusterCanary begun = one(
                """
                SELECT clock_timestamp() AS at, txid_current() AS id, session_user::text AS role,
                  pg_logical_emit_message(true, 'mooring', 'canary')::text AS lsn""",
                row -> new ClusterCanary(
                        row.getLong("id"), 0, row.getString("lsn"), at(row), Instant.MAX, row.getString("role")));
        return Optional.of(one(
                """
                SELECT clock_timestamp() AS at, pg_current_wal_insert_lsn()::text AS lsn,
                  ('x' || left(pg_walfile_name(pg_current_wal_insert_lsn()), 8))::bit(32)::bigint AS timeline""",
                row -> new ClusterCanary(
                        begun.transaction(),
                        row.getLong("timeline"),
                        row.getString("lsn"),
                        begun.begunAt(),
                        at(row),
                        begun.role())));
    }

    private static Instant at(ResultSet row) throws SQLException {
        return row.getObject("at", OffsetDateTime.class).toInstant();
    }

    private static ClusterSample.Slot slot(ResultSet row) throws SQLException {
        return new ClusterSample.Slot(
                row.getString("restart_lsn"), row.getObject("active_pid", Integer.class), row.getString("wal_status"));
    }

    /** Makes a physical slot that keeps WAL from this moment on; the position from which. */
    public String createSlot(String name) throws SourceFailure {
        return one(
                "SELECT lsn::text FROM pg_create_physical_replication_slot(?, true)",
                row -> row.getString("lsn"),
                name);
    }

    /** Makes a slot that ends with this connection. */
    void createTemporarySlot(String name) throws SourceFailure {
        one("SELECT pg_create_physical_replication_slot(?, true, true)", row -> true, name);
    }

    /** Removes a slot that nobody reads. */
    public void dropSlot(String name) throws SourceFailure {
        one("SELECT pg_drop_replication_slot(?)", row -> true, name);
    }

    /**
     * Ends whoever still reads the slot under that application name: a receiver that outlived its owner on another host.
     *
     * @return whether there was one
     */
    public boolean endReader(String slot, String applicationName) throws SourceFailure {
        return one("""
                SELECT coalesce(bool_or(pg_terminate_backend(a.pid)), false) AS ended FROM pg_replication_slots s
                JOIN pg_stat_activity a ON a.pid = s.active_pid
                WHERE s.slot_name = ? AND a.application_name = ?""", row -> row.getBoolean("ended"), slot, applicationName);
    }

    private interface Read<T> {
        T from(ResultSet row) throws SQLException;
    }

    private <T> T one(String sql, Read<T> read, String... parameters) throws SourceFailure {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return read.from(row);
            }
        } catch (SQLException failure) {
            throw ClusterFaults.of(source, failure);
        }
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.abort(Runnable::run);
            }
        } catch (SQLException gone) {
            // Then there is nothing left to close.
        }
    }
}
