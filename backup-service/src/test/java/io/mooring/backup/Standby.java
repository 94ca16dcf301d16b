package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import org.awaitility.Awaitility;

/**
 * A hot standby of a server, made by pg_basebackup and fed by streaming, that can be cut off and promoted. Slots do not follow to it. It speaks
 * German, where PostgreSQL's translations are installed: nothing may depend on its words.
 */
final class Standby implements AutoCloseable {

    private final RestoredCluster server;

    private Standby(RestoredCluster server) {
        this.server = server;
    }

    static Standby of(PostgresServer primary, Path data) throws IOException, InterruptedException {
        PostgresDatabase admin = primary.admin();
        Process copy = new ProcessBuilder(
                        primary.programs().resolve("pg_basebackup").toString(),
                        "--pgdata=" + data,
                        "--checkpoint=fast",
                        "--write-recovery-conf",
                        "--dbname=host=%s port=%d user=%s password=%s"
                                .formatted(admin.host(), admin.port(), admin.user(), admin.password()))
                .redirectErrorStream(true)
                .start();
        String said = new String(copy.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(copy.waitFor()).as(said).isZero();
        // A standby takes no fewer connections than its primary, whose command line tells it how many.
        Files.writeString(data.resolve("postgresql.auto.conf"), "max_connections = 300\n", StandardOpenOption.APPEND);
        return new Standby(
                RestoredCluster.over(data, primary.programs(), admin, "de").awaitRecovered());
    }

    PostgresDatabase database() {
        return server.database();
    }

    /** Waits until it has replayed up to there. */
    void awaitReplayed(String lsn) {
        Awaitility.await().until(() -> ask("SELECT pg_last_wal_replay_lsn() >= '" + lsn + "'"), "t"::equals);
    }

    /** It gets nothing from the primary any more. */
    void cutOff() throws SQLException {
        sql("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()");
        Awaitility.await().until(() -> ask("SELECT count(*) FROM pg_stat_wal_receiver"), "0"::equals);
    }

    void promote() throws SQLException {
        assertThat(ask("SELECT pg_promote()")).isEqualTo("t");
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = database().connect()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }

    String ask(String sql) throws SQLException {
        return server.strings(sql).getFirst();
    }

    @Override
    public void close() {
        server.close();
    }
}
