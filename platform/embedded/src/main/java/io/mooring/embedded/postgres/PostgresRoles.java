package io.mooring.embedded.postgres;

import io.mooring.embedded.EmbeddedPartException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.regex.Pattern;
import org.postgresql.core.BaseConnection;

/** Creates roles and databases with no more rights than they need. Everything here can be repeated. */
public final class PostgresRoles {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");

    private final PostgresDatabase admin;

    /** @param admin a database of the server, seen by a superuser */
    public PostgresRoles(PostgresDatabase admin) {
        this.admin = admin;
    }

    /**
     * A database and a role of the same name that owns it and may do nothing else on this server. Other roles cannot connect to
     * it. An existing role gets the given password.
     */
    public PostgresDatabase createDatabase(String name, String password) {
        check(name);
        try (Connection connection = admin.connect()) {
            createRole(connection, name, password);
            if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", name)) {
                execute(connection, "CREATE DATABASE " + name + " OWNER " + name);
            }
            execute(connection, "REVOKE ALL ON DATABASE " + name + " FROM PUBLIC");
        } catch (SQLException e) {
            throw new EmbeddedPartException("Cannot create the database " + name + ": " + e.getMessage(), e);
        }
        return new PostgresDatabase(admin.host(), admin.port(), name, name, password);
    }

    /** A role that may read all of one database, as {@code pg_dump} needs, and change nothing. */
    public PostgresDatabase createReader(PostgresDatabase database, String role, String password) {
        check(role);
        try (Connection connection = admin.connect()) {
            createRole(connection, role, password);
            execute(connection, "GRANT pg_read_all_data TO " + role);
            execute(connection, "GRANT CONNECT ON DATABASE " + database.name() + " TO " + role);
            execute(connection, "ALTER ROLE " + role + " SET default_transaction_read_only = on");
        } catch (SQLException e) {
            throw new EmbeddedPartException("Cannot create the role " + role + ": " + e.getMessage(), e);
        }
        return new PostgresDatabase(admin.host(), admin.port(), database.name(), role, password);
    }

    /** A role that may copy the whole server and receive its write-ahead log, as {@code pg_basebackup} needs, and read no table. */
    public PostgresDatabase createReplicator(String role, String password) {
        check(role);
        try (Connection connection = admin.connect()) {
            createRole(connection, role, password);
            execute(connection, "ALTER ROLE " + role + " REPLICATION");
        } catch (SQLException e) {
            throw new EmbeddedPartException("Cannot create the role " + role + ": " + e.getMessage(), e);
        }
        return new PostgresDatabase(admin.host(), admin.port(), admin.name(), role, password);
    }

    /**
     * A role that may make databases and put one in the place of this one: it acts for the database's owner and may end sessions that
     * stand in the way, and is no superuser.
     */
    public PostgresDatabase createRestorer(PostgresDatabase database, String role, String password) {
        check(role);
        try (Connection connection = admin.connect()) {
            createRole(connection, role, password);
            execute(connection, "ALTER ROLE " + role + " CREATEDB");
            execute(connection, "GRANT " + database.user() + ", pg_signal_backend TO " + role);
            execute(connection, "GRANT CONNECT ON DATABASE postgres TO " + role);
        } catch (SQLException e) {
            throw new EmbeddedPartException("Cannot create the role " + role + ": " + e.getMessage(), e);
        }
        return new PostgresDatabase(admin.host(), admin.port(), "postgres", role, password);
    }

    private static void createRole(Connection connection, String role, String password) throws SQLException {
        if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", role)) {
            execute(connection, "CREATE ROLE " + role + " NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION");
        }
        String literal = connection.unwrap(BaseConnection.class).escapeLiteral(password);
        execute(connection, "ALTER ROLE " + role + " LOGIN PASSWORD '" + literal + "'");
    }

    private static boolean exists(Connection connection, String query, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Names go into statements that take no parameters, so they must need no quotes. */
    private static void check(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a plain lower-case name: '" + name + "'");
        }
    }
}
