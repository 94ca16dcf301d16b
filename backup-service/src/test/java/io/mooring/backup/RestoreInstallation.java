package io.mooring.backup;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import tools.jackson.databind.JsonNode;

/** An installation that may restore: a private key and a user who may make databases. */
final class RestoreInstallation {

    private static final Set<String> OVER = Set.of("completed", "failed", "refused", "cancelled", "undone");

    private RestoreInstallation() {}

    static Installation of(Installation installation) {
        PostgresDatabase admin = Postgres.shared().admin();
        return installation
                .set(
                        "backup.restore-key.file",
                        installation
                                .gpg
                                .secretKey("Operations <ops@example.org>")
                                .toString())
                .set("backup.restore.servers[0].plans[0]", installation.planId)
                .set("backup.restore.servers[0].host", admin.host())
                .set("backup.restore.servers[0].port", String.valueOf(admin.port()))
                .set("backup.restore.servers[0].user", admin.user())
                .set("backup.restore.servers[0].password", admin.password())
                .set("backup.restore.folder", work(installation).toString())
                .set("backup.restore.reserve", "1MB");
    }

    static Path work(Installation installation) {
        return installation.folder.resolve("work");
    }

    static String order(String runId, String kind, String name, String more) {
        return "{\"runId\":\"%s\",\"target\":{\"kind\":\"%s\",\"name\":\"%s\"}%s}".formatted(runId, kind, name, more);
    }

    static Caller.Answer request(Caller caller, String order) {
        return caller.postJson(
                "/api/v1/restores", order, "Idempotency-Key", UUID.randomUUID().toString());
    }

    static JsonNode restore(Caller caller, String id) {
        return caller.get("/api/v1/restores/" + id).json();
    }

    static JsonNode awaitOver(Caller caller, String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(
                        () -> restore(caller, id),
                        now -> OVER.contains(now.path("state").asString())
                                && now.path("wish").isNull());
    }

    static String freshName() {
        return "restored_" + UUID.randomUUID().toString().replace("-", "").substring(0, 12);
    }

    static PostgresDatabase database(String name) {
        PostgresDatabase admin = Postgres.shared().admin();
        return new PostgresDatabase(admin.host(), admin.port(), name, admin.user(), admin.password());
    }

    /** Databases whose names begin so. */
    static List<String> databases(String prefix) {
        return Stream.of(one(
                                "postgres",
                                "SELECT coalesce(string_agg(datname, ',' ORDER BY datname), '') FROM pg_database WHERE starts_with(datname, '"
                                        + prefix + "')")
                        .split(","))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String one(String database, String sql) {
        try (Connection connection = database(database).connect();
                Statement statement = connection.createStatement()) {
            if (!statement.execute(sql)) {
                return "";
            }
            try (ResultSet row = statement.getResultSet()) {
                return row.next() ? row.getString(1) : "";
            }
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    /** Until the session ends, nobody makes a schema in its database; everything else goes on. */
    static void holdSchemas(Connection session) throws SQLException {
        session.setAutoCommit(false);
        try (Statement statement = session.createStatement()) {
            statement.execute("LOCK TABLE pg_catalog.pg_namespace IN SHARE MODE");
        }
    }

    /** How many sessions bring tables into a database and wait there. */
    static int bringing(String database) {
        return Integer.parseInt(one(
                "postgres",
                "SELECT count(*) FROM pg_stat_activity WHERE datname = '" + database
                        + "' AND application_name LIKE 'mooring-restore-%' AND wait_event_type = 'Lock'"));
    }

    /** What restores left of decrypted data. */
    static List<Path> leftInWork(Installation installation) {
        if (!Files.exists(work(installation))) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(work(installation))) {
            return files.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
