package io.mooring.backup.rebuild;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** Short questions and orders to a target's server. Every failure is in words. */
public final class TargetServer {

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final RebuildTarget target;

    public TargetServer(RebuildTarget target) {
        this.target = target;
    }

    /** Something to do with a connection. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    public RebuildTarget target() {
        return target;
    }

    /** On the maintenance database. */
    public <T> T on(Work<T> work) throws RebuildFailure {
        return on(target.maintenanceDatabase(), work);
    }

    public <T> T on(String database, Work<T> work) throws RebuildFailure {
        try (Connection connection = connect(database)) {
            return work.with(connection);
        } catch (SQLException failure) {
            throw TargetFaults.of(target, failure);
        }
    }

    public boolean exists(String database) throws RebuildFailure {
        return on(connection -> !texts(connection, "SELECT datname FROM pg_database WHERE datname = ?", database)
                .isEmpty());
    }

    public int major() throws RebuildFailure {
        return on(connection ->
                Integer.parseInt(texts(connection, "SELECT current_setting('server_version_num')::int / 10000")
                        .getFirst()));
    }

    /**
     * @param owner null: the user that makes it
     * @throws RebuildFailure also when it is there already
     */
    void create(String database, String encoding, @Nullable String owner) throws RebuildFailure {
        String create = "CREATE DATABASE " + quoted(database) + " TEMPLATE template0 ENCODING " + literal(encoding)
                + (owner == null ? "" : " OWNER " + quoted(owner));
        on(connection -> {
            try {
                return execute(connection, create);
            } catch (SQLException refused) {
                // The server's own locale may not go with the encoding; that of a backup from elsewhere is not here.
                if (!TargetFaults.is(refused, "22023")) {
                    throw refused;
                }
                return execute(connection, create + " LC_COLLATE 'C' LC_CTYPE 'C'");
            }
        });
    }

    /** Ends its sessions and drops it; nothing happens when it is not there. */
    public void drop(String database) throws RebuildFailure {
        on(connection -> {
            endSessions(connection, database);
            return execute(connection, "DROP DATABASE IF EXISTS " + quoted(database));
        });
    }

    /** Bytes on disk; 0 when it is not there. */
    public long size(String database) throws RebuildFailure {
        return on(connection ->
                texts(connection, "SELECT pg_database_size(oid)::text FROM pg_database WHERE datname = ?", database)
                        .stream()
                        .mapToLong(Long::parseLong)
                        .findFirst()
                        .orElse(0));
    }

    public static void endSessions(Connection connection, String database) throws SQLException {
        texts(
                connection,
                "SELECT pg_terminate_backend(pid)::text FROM pg_stat_activity"
                        + " WHERE datname = ? AND pid <> pg_backend_pid()",
                database);
    }

    public static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    /** The first column of every row. */
    public static List<String> texts(Connection connection, String sql, String... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                List<String> found = new ArrayList<>();
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
                return found;
            }
        }
    }

    public static String quoted(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    public static String literal(String value) {
        if (value.indexOf('\\') >= 0 || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("no backslash and no NUL in a name");
        }
        return "'" + value.replace("'", "''") + "'";
    }

    Connection connect(String database) throws SQLException {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setServerNames(new String[] {target.host()});
        dataSource.setPortNumbers(new int[] {target.port()});
        dataSource.setDatabaseName(database);
        dataSource.setUser(target.user());
        dataSource.setPassword(target.password().reveal());
        dataSource.setSslMode(target.sslMode().libpqName());
        dataSource.setConnectTimeout((int) CONNECT.toSeconds());
        dataSource.setLoginTimeout((int) CONNECT.toSeconds());
        dataSource.setTcpKeepAlive(true);
        dataSource.setApplicationName("mooring-restore");
        return dataSource.getConnection();
    }
}
