package io.mooring.backup;

import static io.mooring.backup.RestoreInstallation.databases;
import static io.mooring.backup.RestoreInstallation.freshName;
import static io.mooring.backup.RestoreInstallation.leftInWork;
import static io.mooring.backup.RestoreInstallation.one;
import static io.mooring.backup.RestoreInstallation.order;
import static io.mooring.backup.RestoreInstallation.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.Kafka;
import io.mooring.testkit.token.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The service as a process that is killed in the middle of restores. {@code -Dmooring.faults=full} kills forty times;
 * {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class RestoreFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(RestoreFaultsIT.class);
    private static final int KILLS = "full".equals(System.getProperty("mooring.faults")) ? 40 : 4;

    /** Rows that the live database has and the backup has not. */
    private static final String WRONG = "1";

    @TempDir
    Path folder;

    @Test
    void aRestoreGoesOnWhereverItIsKilledAndALiveDatabaseIsAlwaysOneOrTheOther() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        Random random = new Random(seed);
        LOG.info("{} kills, -Dmooring.faults.seed={}", KILLS, seed);
        try (Installation installation = RestoreInstallation.of(new Installation(folder, 8))) {
            installation
                    .set("backup.runs.lease", "4s")
                    .set("backup.pipeline.chunk-size", "64KB")
                    .set("backup.pipeline.zstd-workers", "0");
            long customers = Installation.customers(installation.shop);
            try (BackupProcess service = BackupProcess.start(installation)) {
                String run = service.operator()
                        .awaitOver(service.operator()
                                .startRun(installation.planId)
                                .json()
                                .path("id")
                                .asString())
                        .path("id")
                        .asString();
                // The first one warms Java up.
                long millis = Math.min(undisturbed(service, run), undisturbed(service, run));
                for (int kill = 0; kill < KILLS; kill++) {
                    boolean live = kill % 2 == 0;
                    // The last tenth and a little more: where databases are renamed and the end is recorded.
                    double into = random.nextInt(3) == 0 ? 0.8 + 0.4 * random.nextDouble() : random.nextDouble();
                    killed(service, installation, run, live, (long) (millis * into), customers);
                }
                heardOnceEach(installation.planId);
            }
        }
    }

    private static long undisturbed(BackupProcess service, String run) {
        long start = System.nanoTime();
        String id = request(service.operator(), order(run, "new-database", freshName(), ""))
                .json()
                .path("id")
                .asString();
        JsonNode over = RestoreInstallation.awaitOver(service.operator(), id);
        assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("completed");
        return Duration.ofNanos(System.nanoTime() - start).toMillis();
    }

    private static void killed(
            BackupProcess service, Installation installation, String run, boolean live, long after, long customers)
            throws Exception {
        String name = freshName();
        if (live) {
            one("postgres", "CREATE DATABASE " + name);
            one(name, "CREATE TABLE customers AS SELECT 1 AS id");
        }
        String id = request(service.operator(), order(run, live ? "live-database" : "new-database", name, ""))
                .json()
                .path("id")
                .asString();
        if (live) {
            approve(service, id);
        }
        // Not a wait for something to become true: a moment by chance.
        assertThat(new CountDownLatch(1).await(after, TimeUnit.MILLISECONDS)).isFalse();
        String before = RestoreInstallation.restore(service.operator(), id)
                .path("phase")
                .asString("none");
        service.process().kill9();
        service.process().awaitExit();

        if (live) {
            assertThat(one(name, "SELECT count(*) FROM customers")).isIn(WRONG, Long.toString(customers));
        } else {
            assertThat(databases(name))
                    .isSubsetOf(
                            name,
                            databases(name + "__restoring").stream().findFirst().orElse(name));
        }
        service.startAgain();
        JsonNode over = RestoreInstallation.awaitOver(service.operator(), id);
        LOG.info(
                "killed after {} ms ({}): {}", after, before, over.path("state").asString());

        assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("completed");
        assertThat(one(name, "SELECT count(*) FROM customers")).isEqualTo(Long.toString(customers));
        assertThat(leftInWork(installation)).isEmpty();
        Set<String> expected = live ? Set.of(name, over.path("previousKeptAs").asString()) : Set.of(name);
        assertThat(databases(name)).hasSameElementsAs(expected);
        if (live) {
            assertThat(one(over.path("previousKeptAs").asString(), "SELECT count(*) FROM customers"))
                    .isEqualTo(WRONG);
        }
    }

    private static void approve(BackupProcess service, String id) {
        try (Caller bob = Caller.withToken(service.port(), Tokens.shared().tokenFor("bob", "approver"))) {
            assertThat(bob.post("/api/v1/restores/" + id + "/approve").status()).isEqualTo(202);
        }
    }

    private static void heardOnceEach(String planId) {
        List<Listener.Heard> heard =
                Listener.inEffect(new Listener(Kafka.shared().bootstrapServers())
                        .await(planId, 2 + 2 + KILLS).stream()
                                .filter(event -> event.type().equals("RestoreCompleted"))
                                .toList());
        assertThat(heard).hasSize(KILLS + 2);
        assertThat(heard.stream()
                        .map(event -> event.event()
                                .get(event.event()
                                        .getSchema()
                                        .getField("restoreId")
                                        .pos())
                                .toString())
                        .distinct())
                .hasSize(KILLS + 2);
    }
}
