package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.Kafka;
import io.mooring.testkit.network.CutCable;
import io.mooring.testkit.token.Tokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The service killed while it deletes backups and while it makes up missing copies. {@code -Dmooring.faults=full} kills twenty times
 * in each; {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class UpkeepFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(UpkeepFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final int KILLS = FULL ? 20 : 2;

    /** For each request to the bucket, so that the work lasts long enough to be met. */
    private static final Duration SLOW = Duration.ofMillis(60);

    @TempDir
    Path folder;

    @Test
    void finishesAPruneHoweverItIsKilledAndNeverLeavesHalfABackup() throws Exception {
        Random random = random();
        try (Installation installation = installation();
                CutCable bucket =
                        CutCable.to("127.0.0.1", installation.bucket.endpoint().getPort())) {
            installation.bucketThrough(bucket).set("backup.plans[0].retention.count", "1");
            List<String> gone = new ArrayList<>();
            try (BackupProcess service = BackupProcess.start(installation)) {
                String kept = backup(service, installation);
                for (int kill = 0; kill < KILLS; kill++) {
                    gone.add(kept);
                    gone.add(backup(service, installation));
                    kept = backup(service, installation);
                    bucket.latency(SLOW);
                    prune(service, installation);
                    kill(service, random.nextInt(1_500));
                    List<String> all = new ArrayList<>(gone);
                    all.add(kept);
                    all.forEach(run -> noHalfBackup(installation, run));
                    bucket.latency(Duration.ZERO);
                    service.startAgain();
                    awaitGone(service, installation, gone);
                    assertThat(Stored.isBackup(installation.copies, kept)).isTrue();
                    assertThat(Stored.isBackup(installation.bucket.folder(), kept))
                            .isTrue();
                }
                assertExpiredOnce(installation, gone);
            }
        }
    }

    @Test
    void finishesAPurgeHoweverItIsKilledAndDeletesNothingElse() throws Exception {
        Random random = random();
        try (Installation installation = installation();
                CutCable bucket =
                        CutCable.to("127.0.0.1", installation.bucket.endpoint().getPort())) {
            installation.bucketThrough(bucket);
            try (BackupProcess service = BackupProcess.start(installation);
                    Caller bob =
                            Caller.withToken(service.port(), Tokens.shared().tokenFor("bob", "approver"))) {
                List<String> gone = new ArrayList<>();
                for (int kill = 0; kill < KILLS; kill++) {
                    gone.add(backup(service, installation));
                    gone.add(backup(service, installation));
                    String purge = ask(service, installation);
                    String kept = backup(service, installation);
                    bucket.latency(SLOW);
                    assertThat(bob.post("/api/v1/purges/" + purge + "/approve").status())
                            .isEqualTo(202);
                    kill(service, random.nextInt(1_500));
                    gone.forEach(run -> noHalfBackup(installation, run));
                    bucket.latency(Duration.ZERO);
                    service.startAgain();
                    awaitPurged(service, purge);
                    assertThat(gone)
                            .allMatch(run ->
                                    Stored.files(installation.copies, run).isEmpty()
                                            && Stored.files(installation.bucket.folder(), run)
                                                    .isEmpty());
                    assertThat(Stored.isBackup(installation.bucket.folder(), kept))
                            .as("it was made after the purge was asked for")
                            .isTrue();
                    gone.add(kept);
                }
                gone.removeLast();
                assertExpiredOnce(installation, gone);
            }
        }
    }

    private static String ask(BackupProcess service, Installation installation) {
        Caller.Answer asked = service.operator()
                .postJson(
                        "/api/v1/purges",
                        "{\"planId\": \"" + installation.planId
                                + "\", \"reason\": \"closed\", \"confirmLastVerified\": true}",
                        UUID.randomUUID().toString());
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        return asked.json().path("id").asString();
    }

    private static void awaitPurged(BackupProcess service, String purge) {
        Awaitility.await().until(() -> service.operator()
                .get("/api/v1/purges/" + purge)
                .json()
                .path("state")
                .asString()
                .equals("completed"));
    }

    @Test
    void makesUpACopyHoweverItIsKilled() throws Exception {
        Random random = random();
        try (Installation installation = installation();
                CutCable bucket =
                        CutCable.to("127.0.0.1", installation.bucket.endpoint().getPort())) {
            installation.bucketThrough(bucket).set("backup.make-up-copies", "300ms");
            try (BackupProcess service = BackupProcess.start(installation)) {
                for (int kill = 0; kill < KILLS; kill++) {
                    Path away = folder.resolve("away");
                    Files.move(installation.copies, away);
                    String run = begin(service, installation);
                    assertThat(service.operator().awaitOver(run).path("state").asString())
                            .isEqualTo("partial");
                    bucket.latency(SLOW);
                    Files.move(away, installation.copies);
                    kill(service, 200 + random.nextInt(1_500));
                    noHalfBackup(installation, run);
                    bucket.latency(Duration.ZERO);
                    service.startAgain();
                    awaitState(service, run, "completed");
                    assertThat(Stored.isBackup(installation.copies, run)).isTrue();
                }
            }
        }
    }

    private Installation installation() {
        return new Installation(folder, 1)
                .set("backup.runs.lease", "6s")
                .set("backup.pipeline.chunk-size", "32KB")
                .set("backup.prune", "1d")
                .set("backup.make-up-copies", "1d");
    }

    private static Random random() {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        LOG.info("{} kills, -Dmooring.faults.seed={}", KILLS, seed);
        return new Random(seed);
    }

    private static void kill(BackupProcess service, long afterMillis) throws Exception {
        // Not a wait for something: the moment of the kill.
        assertThat(new CountDownLatch(1).await(afterMillis, TimeUnit.MILLISECONDS))
                .isFalse();
        service.process().kill9();
        LOG.info("Killed after {} ms", afterMillis);
    }

    /** A manifest stands nowhere without all that it vouches for. */
    private static void noHalfBackup(Installation installation, String run) {
        Stored.isBackup(installation.copies, run);
        Stored.isBackup(installation.bucket.folder(), run);
    }

    /** What was noted is finished by whoever takes the job over; what was not is found by the next prune. */
    private static void awaitGone(BackupProcess service, Installation installation, List<String> gone) {
        Awaitility.await().pollInterval(Duration.ofMillis(500)).until(() -> {
            prune(service, installation);
            return gone.stream()
                    .allMatch(run -> Stored.files(installation.copies, run).isEmpty()
                            && Stored.files(installation.bucket.folder(), run).isEmpty());
        });
    }

    private static void assertExpiredOnce(Installation installation, List<String> gone) {
        Listener listener = new Listener(Kafka.shared().bootstrapServers());
        List<String> expired = Awaitility.await()
                .until(
                        () -> Listener.inEffect(listener.all(installation.planId)).stream()
                                .filter(heard -> heard.type().equals("BackupExpired"))
                                .map(Listener.Heard::runId)
                                .toList(),
                        ids -> ids.size() >= gone.size());
        assertThat(expired).containsExactlyInAnyOrderElementsOf(gone);
    }

    private static void prune(BackupProcess service, Installation installation) {
        assertThat(service.operator()
                        .post("/api/v1/plans/" + installation.planId + "/prune")
                        .status())
                .isEqualTo(202);
    }

    private static String backup(BackupProcess service, Installation installation) {
        String run = begin(service, installation);
        assertThat(service.operator().awaitOver(run).path("state").asString()).isEqualTo("completed");
        return run;
    }

    private static String begin(BackupProcess service, Installation installation) {
        return Awaitility.await()
                .until(() -> service.operator().startRun(installation.planId), answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
    }

    private static JsonNode awaitState(BackupProcess service, String run, String state) {
        return Awaitility.await().until(() -> service.operator().run(run), now -> now.path("state")
                .asString()
                .equals(state));
    }
}
