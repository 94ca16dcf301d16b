package io.mooring.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.FreePorts;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresServerIT {

    private static PostgresServer server;

    @BeforeAll
    static void startServer() {
        server = PostgresServer.startTemporary();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void anOwnerMayUseItsDatabaseAndNoOther() throws SQLException {
        PostgresDatabase mine = server.roles().createDatabase("mine", "p'w");
        PostgresDatabase other = server.roles().createDatabase("other", "secret");

        execute(mine, "CREATE TABLE t (id int)");

        var trespass = new PostgresDatabase(mine.host(), mine.port(), other.name(), mine.user(), mine.password());
        assertThatThrownBy(trespass::connect)
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("permission denied");
        assertThatThrownBy(() -> execute(mine, "CREATE ROLE evil")).hasMessageContaining("permission denied");
    }

    @Test
    void aWrongPasswordIsRefused() {
        PostgresDatabase database = server.roles().createDatabase("guarded", "right");
        var wrong = new PostgresDatabase(database.host(), database.port(), "guarded", "guarded", "wrong");

        assertThatThrownBy(wrong::connect).isInstanceOfSatisfying(SQLException.class, e -> assertThat(e.getSQLState())
                .isEqualTo("28P01"));
    }

    @Test
    void aReaderSeesEverythingAndChangesNothing() throws SQLException {
        PostgresDatabase owner = server.roles().createDatabase("shop1", "secret");
        execute(owner, "CREATE TABLE t (id int)");
        PostgresDatabase reader = server.roles().createReader(owner, "shop1_reader", "secret");

        execute(reader, "SELECT * FROM t");

        assertThatThrownBy(() -> execute(reader, "BEGIN READ WRITE", "INSERT INTO t VALUES (1)"))
                .hasMessageContaining("permission denied");
    }

    @Test
    void creatingTwiceKeepsTheDataAndSetsTheNewPassword() throws SQLException {
        execute(server.roles().createDatabase("twice", "old"), "CREATE TABLE t (id int)");

        execute(server.roles().createDatabase("twice", "new"), "SELECT * FROM t");
    }

    @Test
    void committedDataSurviveKillMinusNine() throws SQLException {
        try (PostgresServer own = PostgresServer.startTemporary()) {
            PostgresDatabase database = own.roles().createDatabase("survivor", "secret");
            execute(database, "CREATE TABLE t (id int)");
            execute(database, "INSERT INTO t VALUES (1)");
            int port = own.port();

            own.kill();
            assertThatThrownBy(database::connect).isInstanceOf(SQLException.class);
            own.start();

            assertThat(own.port()).isEqualTo(port);
            assertThat(count(database, "SELECT count(*) FROM t")).isOne();
        }
    }

    @Test
    void aDurableServerKeepsItsDataAndRefusesATakenPort(@TempDir Path folder) throws SQLException {
        int port = FreePorts.next();
        try (PostgresServer first = start(folder, port)) {
            execute(first.roles().createDatabase("kept", "secret"), "CREATE TABLE t (id int)");
            assertThatThrownBy(() -> start(folder.resolve("second"), port))
                    .isInstanceOf(EmbeddedPartException.class)
                    .hasMessageContaining(Integer.toString(port));
        }
        try (PostgresServer second = start(folder, port)) {
            execute(second.roles().createDatabase("kept", "secret"), "SELECT * FROM t");
            assertThat(text(second.admin(), "SHOW fsync")).isEqualTo("on");
        }
    }

    @Test
    void dataOfAnotherVersionAreNotTouched(@TempDir Path folder) throws java.io.IOException {
        java.nio.file.Files.createDirectories(folder.resolve("data"));
        java.nio.file.Files.writeString(folder.resolve("data/PG_VERSION"), "9.6\n");

        assertThatThrownBy(() -> start(folder, FreePorts.next()))
                .isInstanceOf(EmbeddedPartException.class)
                .hasMessageContaining("are of PostgreSQL 9.6");
    }

    private static PostgresServer start(Path folder, int port) {
        return PostgresServer.start(folder, port, "admin secret", folder.resolve("postgres.log"));
    }

    private static void execute(PostgresDatabase database, String... statements) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static int count(PostgresDatabase database, String sql) throws SQLException {
        return Integer.parseInt(text(database, sql));
    }

    private static String text(PostgresDatabase database, String sql) throws SQLException {
        try (Connection connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
