package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The service is killed, frozen and told to stop while a server of its own replays WAL, in restores of a whole server and in restore tests:
 * what bears the wanted name is whole, no folder and no server is left, and it comes to a true end. {@code -Dmooring.faults=full} does it
 * forty times; {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class ClusterRestoreFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(ClusterRestoreFaultsIT.class);
    private static final int ROUNDS = "full".equals(System.getProperty("mooring.faults")) ? 40 : 4;
    private static final int TESTS = "full".equals(System.getProperty("mooring.faults")) ? 12 : 3;
    private static final int MEGABYTES = 96;

    private enum Fault {
        KILLED_ALONE,
        FROZEN,
        CANCELLED,
        KILLED
    }

    @TempDir
    Path folder;

    private ClusterInstallation cluster;
    private BackupProcess service;
    private Random random;

    @BeforeEach
    void losesAServer() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        LOG.info("-Dmooring.faults.seed={}", seed);
        random = new Random(seed);
        cluster = new ClusterInstallation(folder);
        service = BackupProcess.start(cluster.source.base);
        cluster.fill(service.operator(), MEGABYTES);
    }

    @AfterEach
    void stops() {
        service.close();
        cluster.close();
    }

    @Test
    void aRestoreEndsTrulyWhateverBecomesOfItsOwnerWhileAServerReplays() throws Exception {
        long[] usual = undisturbed();
        for (int round = 0; round < ROUNDS; round++) {
            Fault fault = Fault.values()[round % Fault.values().length];
            // Two of three while the server runs, the others anywhere from the first byte to the name that is given.
            boolean replaying = random.nextInt(3) > 0;
            double into = random.nextDouble();
            Path target = cluster.fresh();
            String id = cluster.begin(service.operator(), target);
            if (replaying) {
                awaitServer(cluster.restored, () -> isOver(id));
            }
            passTime((long) ((replaying ? usual[1] : usual[0]) * into));
            String state = suffer(fault, id, target);
            LOG.info("{} {}% into {}: {}", fault, (int) (100 * into), replaying ? "replaying" : "it all", state);
        }
    }

    @Test
    void aRestoreTestEndsTrulyWhateverBecomesOfItsOwnerWhileAServerReplays() throws Exception {
        for (int round = 0; round < TESTS; round++) {
            Fault fault = Fault.values()[round % Fault.values().length];
            String id = cluster.beginTest(service.operator());
            String path = "/api/v1/verifications/" + id;
            awaitServer(cluster.throwaway, () -> !service.operator()
                    .get(path)
                    .json()
                    .path("finishedAt")
                    .isNull());
            passTime(random.nextLong(400));
            switch (fault) {
                case KILLED, KILLED_ALONE -> {
                    kill(fault);
                    service.startAgain();
                    requirePassed(service.operator(), id);
                }
                case CANCELLED -> {
                    assertThat(service.operator().post(path + "/cancel").status())
                            .isLessThan(500);
                    assertThat(ClusterInstallation.awaitTested(service.operator(), id)
                                    .path("state")
                                    .asString())
                            .isIn("cancelled", "passed");
                }
                case FROZEN -> takeOver(other -> requirePassed(other.operator(), id));
            }
            cluster.awaitNothingLeft();
        }
    }

    /** What became of the restore. */
    private String suffer(Fault fault, String id, Path target) throws Exception {
        JsonNode over =
                switch (fault) {
                    case KILLED, KILLED_ALONE -> {
                        kill(fault);
                        service.startAgain();
                        yield RestoreInstallation.awaitOver(service.operator(), id);
                    }
                    case CANCELLED -> {
                        service.operator().post("/api/v1/restores/" + id + "/cancel");
                        yield RestoreInstallation.awaitOver(service.operator(), id);
                    }
                    case FROZEN -> {
                        takeOver(other -> {
                            JsonNode there = RestoreInstallation.awaitOver(other.operator(), id);
                            assertThat(there.path("state").asString())
                                    .as(there.toString())
                                    .isEqualTo("completed");
                            assertThat(ServersBelow.of(cluster.restored))
                                    .as("what the frozen owner had started was ended")
                                    .isEmpty();
                        });
                        yield RestoreInstallation.awaitOver(service.operator(), id);
                    }
                };
        String state = over.path("state").asString();
        assertThat(state)
                .as(over.toString())
                .isIn(fault == Fault.CANCELLED ? List.of("cancelled", "completed") : List.of("completed"));
        cluster.awaitNothingLeft();
        if (state.equals("completed")) {
            cluster.requireWhole(target);
        } else {
            assertThat(target).doesNotExist();
        }
        return state;
    }

    /** Its servers die with it, before anybody comes to look after them. */
    private void kill(Fault fault) throws Exception {
        if (fault == Fault.KILLED) {
            service.process().kill9();
        } else {
            service.process().kill9Alone();
        }
        service.process().awaitExit();
        Awaitility.await().untilAsserted(() -> {
            assertThat(ServersBelow.of(cluster.restored)).isEmpty();
            assertThat(ServersBelow.of(cluster.throwaway)).isEmpty();
        });
    }

    private interface Watch {
        void look(BackupProcess other) throws Exception;
    }

    /** Another instance goes on with what a frozen one held; then that one wakes up, and does no harm. */
    private void takeOver(Watch watch) throws Exception {
        service.process().freeze();
        try (BackupProcess other = BackupProcess.start(cluster.source.base)) {
            try {
                watch.look(other);
            } finally {
                service.process().resume();
            }
            cluster.awaitNothingLeft();
        }
    }

    private static void requirePassed(Caller operator, String id) {
        JsonNode test = ClusterInstallation.awaitTested(operator, id);
        assertThat(test.path("state").asString()).as(test.toString()).isEqualTo("passed");
    }

    /** How long a restore takes from its request to its end, and for how long a server runs in it, in milliseconds. */
    private long[] undisturbed() throws Exception {
        Path target = cluster.fresh();
        long begun = System.nanoTime();
        String id = cluster.begin(service.operator(), target);
        awaitServer(cluster.restored, () -> isOver(id));
        long served = System.nanoTime();
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> ServersBelow.of(cluster.restored).isEmpty());
        long replayed = System.nanoTime() - served;
        assertThat(RestoreInstallation.awaitOver(service.operator(), id)
                        .path("state")
                        .asString())
                .isEqualTo("completed");
        long all = System.nanoTime() - begun;
        assertThat(Files.exists(target)).isTrue();
        LOG.info("Undisturbed {} ms, a server runs for {} ms of them", all / 1_000_000, replayed / 1_000_000);
        return new long[] {all / 1_000_000, replayed / 1_000_000};
    }

    private boolean isOver(String id) {
        return !RestoreInstallation.restore(service.operator(), id)
                .path("finishedAt")
                .isNull();
    }

    private static void awaitServer(Path below, java.util.concurrent.Callable<Boolean> over) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> !ServersBelow.of(below).isEmpty() || over.call());
    }

    /** Not a wait for something to become true: a moment by chance. */
    private static void passTime(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }
}
