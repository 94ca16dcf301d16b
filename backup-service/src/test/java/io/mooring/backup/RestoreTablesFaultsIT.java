package io.mooring.backup;

import static io.mooring.backup.RestoreInstallation.databases;
import static io.mooring.backup.RestoreInstallation.freshName;
import static io.mooring.backup.RestoreInstallation.leftInWork;
import static io.mooring.backup.RestoreInstallation.one;
import static io.mooring.backup.RestoreInstallation.order;
import static io.mooring.backup.RestoreInstallation.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.token.Tokens;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The service as a process that is killed while it puts single tables into a live database: under their name they are whole or not there.
 * {@code -Dmooring.faults=full} kills twenty times; {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class RestoreTablesFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreTablesFaultsIT.class);
    private static final int KILLS = "full".equals(System.getProperty("mooring.faults")) ? 20 : 3;

    private static final String NAMED =
            "SELECT coalesce(min(nspname), '') FROM pg_namespace WHERE starts_with(nspname, 'restored_')";
    private static final String ANY = "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'restor%'";

    @TempDir
    Path folder;

    @Test
    void tablesComeWholeWhereverTheirRestoreIsKilled() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        Random random = new Random(seed);
        LOG.info("{} kills, -Dmooring.faults.seed={}", KILLS, seed);
        try (Installation installation = RestoreInstallation.of(new Installation(folder, 8))) {
            installation.set("backup.runs.lease", "4s").set("backup.pipeline.chunk-size", "64KB");
            String customers = Long.toString(Installation.customers(installation.shop));
            try (BackupProcess service = BackupProcess.start(installation)) {
                JsonNode run = service.operator()
                        .awaitOver(service.operator()
                                .startRun(installation.planId)
                                .json()
                                .path("id")
                                .asString());
                String runId = run.path("id").asString();
                // The first one warms Java up.
                undisturbed(service, runId);
                long millis = undisturbed(service, runId);
                killedWhileSomebodyElseGoesOn(service, installation, runId, customers);
                for (int kill = 1; kill < KILLS; kill++) {
                    String live = live();
                    String id = asked(service, runId, live);
                    // Not a wait for something to become true: a moment by chance.
                    long after = (long) (millis * 1.2 * random.nextDouble());
                    assertThat(new CountDownLatch(1).await(after, TimeUnit.MILLISECONDS))
                            .isFalse();
                    service.process().kill9();
                    service.process().awaitExit();
                    LOG.info("killed after {} of {} ms", after, millis);
                    wholeOrNotThere(live, customers);
                    service.startAgain();
                    comesBack(service, installation, id, live, customers);
                }
            }
        }
    }

    /** pg_restore outlives the service, and would commit what nobody waits for any more. */
    private static void killedWhileSomebodyElseGoesOn(
            BackupProcess service, Installation installation, String runId, String customers) throws Exception {
        String live = live();
        String id;
        try (Connection holding = RestoreInstallation.database(live).connect()) {
            RestoreInstallation.holdSchemas(holding);
            id = asked(service, runId, live);
            Awaitility.await().until(() -> RestoreInstallation.bringing(live) == 1);
            service.process().kill9();
            service.process().awaitExit();
            assertThat(one(live, ANY)).isEqualTo("0");
        }
        wholeOrNotThere(live, customers);
        service.startAgain();
        comesBack(service, installation, id, live, customers);
    }

    private static void comesBack(
            BackupProcess service, Installation installation, String id, String live, String customers) {
        JsonNode over = RestoreInstallation.awaitOver(service.operator(), id);
        assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("completed");
        assertThat(one(live, NAMED)).isEqualTo(over.path("schema").asString());
        assertThat(one(live, ANY)).isEqualTo("1");
        wholeOrNotThere(live, customers);
        assertThat(one(live, "SELECT count(*) FROM public.customers")).isEqualTo("1");
        assertThat(databases(live)).containsExactly(live);
        assertThat(leftInWork(installation)).isEmpty();
    }

    private static void wholeOrNotThere(String live, String customers) {
        String schema = one(live, NAMED);
        if (!schema.isEmpty()) {
            assertThat(one(live, "SELECT count(*) FROM " + schema + ".customers"))
                    .isEqualTo(customers);
        }
    }

    private static String live() {
        String name = freshName();
        one("postgres", "CREATE DATABASE " + name);
        one(name, "CREATE TABLE customers AS SELECT 1 AS id");
        return name;
    }

    private static String asked(BackupProcess service, String runId, String live) {
        String id = request(
                        service.operator(), order(runId, "live-database", live, ",\"tables\":[\"public.customers\"]"))
                .json()
                .path("id")
                .asString();
        try (Caller bob = Caller.withToken(service.port(), Tokens.shared().tokenFor("bob", "approver"))) {
            assertThat(bob.post("/api/v1/restores/" + id + "/approve").status()).isEqualTo(202);
        }
        return id;
    }

    private static long undisturbed(BackupProcess service, String runId) {
        long start = System.nanoTime();
        JsonNode over = RestoreInstallation.awaitOver(service.operator(), asked(service, runId, live()));
        assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("completed");
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }
}
