package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.wal.Lsn;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.network.CutCable;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An installation with a PostgreSQL server of its own whose WAL is received, and a table that tells when what was written. */
final class WalInstallation implements AutoCloseable {

    final String planId = "cluster-" + UUID.randomUUID().toString().substring(0, 8);
    final String slot = "mooring_" + planId.replace('-', '_');
    final Installation base;
    final PostgresServer server = Postgres.own();

    WalInstallation(Path folder) throws SQLException {
        this.base = new Installation(folder, 1);
        sql("CREATE TABLE canary (name text, at timestamptz DEFAULT clock_timestamp())");
        sql("CREATE ROLE keeper REPLICATION LOGIN PASSWORD 'keep'");
        String plan = "backup.plans[1].";
        Map.of(
                        "id", planId,
                        "source.kind", "cluster",
                        "source.host", server.host(),
                        "source.port", String.valueOf(server.port()),
                        "source.user", "keeper",
                        "source.password", "keep",
                        "source.wal.partial-every", "500ms",
                        "locations[0]", "bucket",
                        "locations[1]", "folder",
                        "objectives.rpo", "5s")
                .forEach((key, value) -> base.set(plan + key, value));
        // Nothing is committed here but what a test commits.
        base.set(plan + "source.wal.canary-every", "0s");
        base.set("backup.state-folder", folder.resolve("state").toString());
    }

    /** Has the service commit a transaction a second. Before it starts. */
    WalInstallation withCanaries() {
        base.set("backup.plans[1].source.wal.canary-every", "1s");
        return this;
    }

    PostgresDatabase admin() {
        return server.admin();
    }

    void sql(String... statements) throws SQLException {
        try (Connection connection = server.admin().connect()) {
            for (String statement : statements) {
                connection.createStatement().execute(statement);
            }
        }
    }

    String ask(String sql) throws SQLException {
        try (Connection connection = server.admin().connect();
                ResultSet row = connection.createStatement().executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }

    /** Some megabytes of WAL. */
    void load(int megabytes) throws SQLException {
        sql("CREATE TABLE IF NOT EXISTS ballast (a text)");
        sql("INSERT INTO ballast SELECT repeat(md5(i::text), 32) FROM generate_series(1, " + megabytes + " * 900) i");
    }

    /** Goes on until the server has nothing left of what it wrote so far. */
    void passOver() throws SQLException {
        String oldest = ask("SELECT pg_walfile_name(pg_current_wal_lsn())");
        sql(
                "ALTER SYSTEM SET min_wal_size = '32MB'",
                "ALTER SYSTEM SET max_wal_size = '32MB'",
                "SELECT pg_reload_conf()");
        Awaitility.await().until(() -> {
            load(20);
            sql("SELECT pg_switch_wal()", "CHECKPOINT");
            return ask("SELECT count(*) FROM pg_ls_waldir() WHERE name <= '" + oldest + "'")
                    .equals("0");
        });
    }

    JsonNode recovery(Caller caller) {
        return caller.get("/api/v1/plans/" + planId + "/recovery").json();
    }

    JsonNode awaitState(Caller caller, String state) {
        return Awaitility.await()
                .until(
                        () -> recovery(caller),
                        told -> state.equals(told.path("state").asString()));
    }

    /** Reaches the server through a cable, as if by a name that may lead to another one some day. */
    WalInstallation through(CutCable cable) {
        base.set("backup.plans[1].source.host", cable.host());
        base.set("backup.plans[1].source.port", String.valueOf(cable.port()));
        return this;
    }

    /** Waits until all that is written by now is at a location. */
    JsonNode awaitShipped(Caller caller) throws SQLException {
        return awaitShipped(caller, Lsn.parse(ask("SELECT pg_current_wal_flush_lsn()")));
    }

    JsonNode awaitShipped(Caller caller, Lsn written) {
        return Awaitility.await()
                .until(
                        () -> recovery(caller),
                        told -> !written.isAfter(
                                Lsn.parse(told.path("shippedLsn").asString("0/0"))));
    }

    /**
     * Waits until it is known that the source could be brought back as it was at that time: that takes a look at its clock after it.
     *
     * @param time ISO 8601, as {@code window.to} tells it
     */
    JsonNode awaitRecoverableTo(Caller caller, String time) {
        Instant wanted = Instant.parse(time);
        return Awaitility.await().until(() -> recovery(caller), told -> {
            String to = told.path("window").path("to").asString("");
            return !to.isEmpty() && !Instant.parse(to).isBefore(wanted);
        });
    }

    /** A gauge of the plan's, as the service exports it; "absent" where it does not. */
    String gauge(Caller caller, String name) {
        return caller.get("/actuator/prometheus")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") && line.contains("plan=\"" + planId + "\""))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("absent");
    }

    /** Takes a base backup; the run as it ended. */
    JsonNode baseBackup(Caller operator) {
        String id = Awaitility.await()
                .until(() -> operator.startRun(planId), answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
        return operator.awaitOver(id);
    }

    /** Takes the base backup without which WAL is worth nothing, and waits until all is well; the run as it ended. */
    JsonNode protect(Caller operator) {
        JsonNode told = awaitState(operator, "down");
        assertThat(told.path("reason").asString()).contains("There is no base backup yet");
        assertThat(told.path("rpoSeconds").isNull()).isTrue();
        JsonNode run = baseBackup(operator);
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
        awaitState(operator, "healthy");
        return run;
    }

    /** Names of the objects in the plan's wal folder of that location, without the index of them, which each location has of its own. */
    List<String> wal(String locationId) {
        String[] names =
                base.root(locationId).resolve(planId).resolve("wal").toFile().list();
        return names == null
                ? List.of()
                : java.util.Arrays.stream(names)
                        .filter(name -> !name.startsWith("index."))
                        .sorted()
                        .toList();
    }

    @Override
    public void close() {
        base.close();
        server.close();
    }
}
