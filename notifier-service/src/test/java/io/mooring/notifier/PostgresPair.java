package io.mooring.notifier;

import static org.awaitility.Awaitility.await;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.Programs;
import io.mooring.testkit.network.CutCable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * A PostgreSQL server and a standby that follows it, behind one address that leads to whichever holds the data. A commit is
 * answered when the standby has it, so a server that dies takes nothing with it.
 */
final class PostgresPair implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Path folder;
    private final String password = UUID.randomUUID().toString();
    private final CutCable address;
    private int servers;
    private PostgresServer primary;
    private PostgresServer standby;

    PostgresPair(Path folder) throws IOException, InterruptedException, SQLException {
        this.folder = folder;
        this.primary = server();
        this.address = CutCable.to(primary.host(), primary.port());
        this.standby = follower();
    }

    /** A new database, as clients reach it whatever server holds it. */
    PostgresDatabase database(String name) {
        PostgresDatabase made =
                primary.roles().createDatabase(name, UUID.randomUUID().toString());
        return new PostgresDatabase(address.host(), address.port(), made.name(), made.user(), made.password());
    }

    /** The server is killed with all it holds in memory; the standby takes its place and address. */
    void failOver() throws SQLException {
        primary.kill();
        ask(standby, "SELECT pg_promote()");
        primary.close();
        primary = standby;
        address.leadTo(primary.host(), primary.port());
    }

    /** A fresh standby for the server that holds the data now. Until it follows, there is none. */
    void follow() throws IOException, InterruptedException, SQLException {
        standby = follower();
    }

    private PostgresServer server() throws IOException {
        servers++;
        Path home = Files.createDirectories(folder.resolve("server-" + servers));
        return PostgresServer.start(home, FreePorts.next(), password, home.resolve("postgres.log"));
    }

    private PostgresServer follower() throws IOException, InterruptedException, SQLException {
        Path home = Files.createDirectories(folder.resolve("server-" + (servers + 1)));
        copyTo(home.resolve("data"));
        PostgresServer follower = server();
        ask(primary, "ALTER SYSTEM SET synchronous_standby_names = '*'");
        ask(primary, "SELECT pg_reload_conf()");
        await().atMost(PATIENCE).until(() -> ask(primary, "SELECT string_agg(sync_state, ',') FROM pg_stat_replication")
                .equals("sync"));
        return follower;
    }

    private void copyTo(Path data) throws IOException, InterruptedException {
        ProcessBuilder copy = new ProcessBuilder(List.of(
                        primary.programs().resolve("pg_basebackup").toString(),
                        "--pgdata=" + data,
                        "--host=" + primary.host(),
                        "--port=" + primary.port(),
                        "--username=" + primary.admin().user(),
                        "--write-recovery-conf",
                        "--wal-method=stream",
                        "--checkpoint=fast",
                        "--no-sync"))
                .redirectErrorStream(true);
        copy.environment().put("PGPASSWORD", password);
        Process process = copy.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("pg_basebackup failed: " + output);
        }
        // Where the server runs under an account of its own, the copy is for that one.
        Programs.output("chown", "-R", "--reference=" + folder.resolve("server-1/data"), data.toString());
    }

    private static String ask(PostgresServer server, String sql) throws SQLException {
        try (Connection connection = server.admin().connect();
                var statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? String.valueOf(row.getString(1)) : "";
            }
        }
    }

    @Override
    public void close() {
        address.close();
        // A server waits for its standby's word even when it stops.
        primary.kill();
        standby.kill();
    }
}
