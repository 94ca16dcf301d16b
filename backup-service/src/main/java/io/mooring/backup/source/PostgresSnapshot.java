package io.mooring.backup.source;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A read-only transaction that holds one snapshot of a database and every table's ACCESS SHARE lock, so that pg_dump and the
 * content hashes see the same rows. Used by one thread, but for {@link #cancel()}.
 */
public final class PostgresSnapshot implements AutoCloseable {

    private static final int LOCK_BATCH = 500;

    /** The first superuser's things are in no pg_shdepend; members of an extension belong to whoever makes it again. */
    private static final String OWNERS = """
            SELECT pg_get_userbyid(o.refobjid)::text
            FROM pg_shdepend o JOIN pg_database b ON b.oid = o.dbid
            WHERE b.datname = current_database() AND o.deptype = 'o' AND o.refclassid = 'pg_authid'::regclass
              AND o.classid NOT IN ('pg_default_acl'::regclass, 'pg_user_mapping'::regclass)
              AND NOT EXISTS (SELECT FROM pg_depend e
                              WHERE e.classid = o.classid AND e.objid = o.objid AND e.deptype = 'e')
            UNION
            SELECT pg_get_userbyid(c.relowner)::text
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
              AND NOT EXISTS (SELECT FROM pg_depend e
                              WHERE e.classid = 'pg_class'::regclass AND e.objid = c.oid AND e.deptype = 'e')
            ORDER BY 1""";

    private final PostgresSource source;
    private final Connection connection;
    private final SnapshotFacts facts;
    private final List<SourceTable> tables;
    private final AtomicReference<@Nullable Statement> running = new AtomicReference<>();

    private PostgresSnapshot(PostgresSource source, Connection connection, Duration lockTimeout) throws SQLException {
        this.source = source;
        this.connection = connection;
        begin(lockTimeout);
        this.facts = readFacts();
        this.tables = SelectTables.in(connection);
        lockTables();
    }

    /** Connects, takes the snapshot and locks the tables against being dropped or rewritten. */
    public static PostgresSnapshot open(PostgresSource source, Duration connectTimeout, Duration lockTimeout)
            throws SourceFailure {
        @Nullable Connection connection = null;
        try {
            connection = dataSource(source, connectTimeout).getConnection();
            return new PostgresSnapshot(source, connection, lockTimeout);
        } catch (SQLException failure) {
            closeQuietly(connection);
            throw DatabaseFaults.of(source, failure);
        }
    }

    public SnapshotFacts facts() {
        return facts;
    }

    /** The tables' size on disk, TOAST included: about what pg_dump writes uncompressed. */
    public long estimatedBytes() {
        return tables.stream().mapToLong(SourceTable::bytes).sum();
    }

    /** Counts and hashes every table under the snapshot. */
    public List<TableContent> hashTables() throws SourceFailure {
        try {
            return new HashTables(connection, ContentHash.on(facts.serverMajor())).hash(tables, running::set);
        } catch (SQLException failure) {
            throw DatabaseFaults.of(source, failure);
        } finally {
            running.set(null);
        }
    }

    /** Stops a running hash from another thread: the server stops working, not just we stop listening. */
    public void cancel() {
        Statement statement = running.get();
        try {
            if (statement != null) {
                statement.cancel();
            }
            connection.abort(Runnable::run);
        } catch (SQLException gone) {
            // Then there is nothing left to stop.
        }
    }

    @Override
    public void close() {
        closeQuietly(connection);
    }

    private static PGSimpleDataSource dataSource(PostgresSource source, Duration connectTimeout) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        int seconds = Math.toIntExact(Math.max(1, connectTimeout.toSeconds()));
        dataSource.setServerNames(new String[] {source.host()});
        dataSource.setPortNumbers(new int[] {source.port()});
        dataSource.setDatabaseName(source.database());
        dataSource.setUser(source.user());
        dataSource.setPassword(source.password().reveal());
        dataSource.setSslMode(source.sslMode().libpqName());
        dataSource.setConnectTimeout(seconds);
        dataSource.setLoginTimeout(seconds);
        dataSource.setTcpKeepAlive(true);
        dataSource.setApplicationName("mooring-backup");
        return dataSource;
    }

    private void begin(Duration lockTimeout) throws SQLException {
        connection.setAutoCommit(false);
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        try (Statement statement = connection.createStatement()) {
            for (String setting : ContentHash.SETTINGS) {
                statement.execute(setting);
            }
            statement.execute("SET statement_timeout = 0");
            statement.execute("SET idle_in_transaction_session_timeout = 0");
            // One processor for the oracle: the database has other work to do.
            statement.execute("SET max_parallel_workers_per_gather = 0");
            statement.execute("SET jit = off");
            statement.execute("SET lock_timeout = " + Math.max(1, lockTimeout.toMillis()));
        }
    }

    private SnapshotFacts readFacts() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        SELECT pg_export_snapshot(),
                               CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() ELSE pg_current_wal_lsn() END::text,
                               clock_timestamp(),
                               current_setting('server_version'),
                               current_setting('server_version_num')::int / 10000,
                               current_setting('server_encoding'),
                               (SELECT count(*) FROM pg_largeobject_metadata),
                               has_table_privilege('pg_catalog.pg_authid', 'SELECT')""")) {
            row.next();
            return new SnapshotFacts(
                    row.getString(1),
                    row.getString(2),
                    row.getObject(3, OffsetDateTime.class).toInstant(),
                    row.getString(4),
                    row.getInt(5),
                    row.getString(6),
                    row.getLong(7),
                    row.getBoolean(8),
                    owners());
        }
    }

    private List<String> owners() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(OWNERS)) {
            List<String> owners = new ArrayList<>();
            while (rows.next()) {
                owners.add(rows.getString(1));
            }
            return owners;
        }
    }

    private void lockTables() throws SQLException {
        List<SourceTable> own = tables.stream()
                .filter(table -> table.kind() != SourceTable.Kind.FOREIGN)
                .toList();
        try (Statement statement = connection.createStatement()) {
            for (int from = 0; from < own.size(); from += LOCK_BATCH) {
                String names = own.subList(from, Math.min(own.size(), from + LOCK_BATCH)).stream()
                        .map(table -> "ONLY " + table.qualified())
                        .collect(Collectors.joining(", "));
                statement.execute("LOCK TABLE " + names + " IN ACCESS SHARE MODE");
            }
        }
    }

    private static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException gone) {
            // Closing a read-only transaction loses nothing.
        }
    }
}
