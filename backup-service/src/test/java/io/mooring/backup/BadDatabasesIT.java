package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.embedded.shop.DemoShop;
import io.mooring.embedded.shop.ShopSize;
import io.mooring.events.backup.BackupFailed;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.network.CutCable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A database that is stopped, killed, cut off or locked under a running backup, as the service's users see it. */
class BadDatabasesIT {

    @TempDir
    static Path folder;

    private static PostgresServer server;
    private static PostgresDatabase database;
    private static CutCable cable;
    private static Installation installation;
    private static ServiceHere service;

    @BeforeAll
    static void start() throws Exception {
        server = Postgres.own();
        database = server.roles().createDatabase("remote", "the-password");
        DemoShop.fill(database, new ShopSize(8, 42));
        cable = CutCable.to(server.host(), server.port());
        installation = new Installation(folder, 1);
        installation
                .shopThrough(cable)
                .set("backup.plans[0].source.database", database.name())
                .set("backup.plans[0].source.user", database.user())
                .set("backup.pipeline.lock-timeout", "1s")
                .set("backup.pipeline.connect-timeout", "5s");
        Files.writeString(folder.resolve("shop.password"), database.password());
        service = ServiceHere.start(installation);
    }

    @AfterAll
    static void stop() {
        service.close();
        cable.close();
        server.close();
        installation.close();
    }

    @BeforeEach
    void mend() {
        cable.limit(0);
        cable.mend();
        server.start();
    }

    @Test
    void aServerThatIsStoppedIsUnreachableAndBackedUpAgainOnceItIsBack() {
        server.stop();
        assertFailed(service.operator().awaitOver(begin()), "database-unreachable", "does not answer");

        server.start();
        JsonNode run = service.operator().awaitOver(begin());
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
    }

    @Test
    void aCableThatIsCutInTheMiddleOfTheDumpFailsTheRun() {
        assertFailed(disturbed(cable::cut), "database-unreachable", "");
    }

    @Test
    void aServerThatIsKilledInTheMiddleOfTheDumpFailsTheRun() {
        assertFailed(disturbed(server::kill), "database-unreachable", "");
    }

    @Test
    void aServerThatIsShutDownInTheMiddleOfTheDumpFailsTheRun() {
        assertFailed(disturbed(server::stop), "database-unreachable", "");
    }

    @Test
    void aTableThatStaysLockedFailsTheRunAfterTheLockTimeout() throws Exception {
        try (Connection owner = database.connect()) {
            owner.setAutoCommit(false);
            owner.createStatement().execute("LOCK TABLE customers IN ACCESS EXCLUSIVE MODE");

            JsonNode run = service.operator().awaitOver(begin());

            assertFailed(run, "dump-failed", "stayed locked");
            assertThat(run.path("failure").path("remedy").asString()).contains("pg_stat_activity");
        }
    }

    private static String begin() {
        return service.begin(installation.planId);
    }

    /** A run whose database is disturbed once some of it has been read. */
    private static JsonNode disturbed(Runnable trouble) {
        cable.limit(1_000_000);
        String id = begin();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(20))
                .until(() -> service.operator()
                                .run(id)
                                .path("progress")
                                .path("sourceBytes")
                                .asLong()
                        > 0);
        trouble.run();
        return service.operator().awaitOver(id);
    }

    private static void assertFailed(JsonNode run, String code, String words) {
        String id = run.path("id").asString();
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("failed");
        assertThat(run.path("failure").path("code").asString())
                .as(run.toString())
                .isEqualTo(code);
        assertThat(run.path("failure").path("message").asString())
                .matches("(?s)[A-Z].*[.]")
                .contains(words)
                .doesNotContain("Exception", "the-password");
        assertThat(run.path("failure").path("remedy").asString()).matches("[A-Z].*[.]");
        Stored.isAsTold(run, installation);
        BackupFailed told = Awaitility.await()
                .until(
                        () -> Listener.inEffect(ServiceHere.listener().all(installation.planId)).stream()
                                .filter(event -> event.runId().equals(id))
                                .map(Listener.Heard::event)
                                .toList(),
                        events -> events.size() == 2)
                .stream()
                .skip(1)
                .map(BackupFailed.class::cast)
                .findFirst()
                .orElseThrow();
        assertThat(told.getFailure().getCode()).isEqualTo(code);
        assertThat(told.getFailure().getMessage())
                .isEqualTo(run.path("failure").path("message").asString());
    }
}
