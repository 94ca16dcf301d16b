package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.KillMoments.Aim;
import io.mooring.backup.KillMoments.Moment;
import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.events.backup.BackupCompleted;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.network.CutCable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The service as a process that is killed in the middle of its work, and Kafka away under it. {@code -Dmooring.faults=full} kills
 * ten times and takes Kafka away for a minute; {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class BackupFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(BackupFaultsIT.class);
    private static final boolean FULL = "full".equals(System.getProperty("mooring.faults"));
    private static final Duration OUTAGE = FULL ? Duration.ofMinutes(1) : Duration.ofSeconds(5);

    /** So slow that each phase lasts long enough to be met: bytes in a second out of the shop, time to the bucket. */
    private static final int SHOP_PACE = 3_000_000;

    private static final Duration BUCKET_LATENCY = Duration.ofMillis(40);

    @TempDir
    Path folder;

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @Test
    void neverLosesOrFakesABackupHoweverItIsKilled() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        List<Moment> kills = KillMoments.of(aims(), new Random(seed));
        LOG.info("{} kills, -Dmooring.faults.seed={}", kills.size(), seed);
        try (Installation installation = new Installation(folder, 8);
                CutCable shop = CutCable.to(installation.shop.host(), installation.shop.port());
                CutCable bucket =
                        CutCable.to("127.0.0.1", installation.bucket.endpoint().getPort())) {
            installation
                    .shopThrough(shop)
                    .bucketThrough(bucket)
                    .set("backup.runs.lease", "6s")
                    .set("backup.pipeline.chunk-size", "64KB")
                    // Nothing held back by compressing threads: objects lie there when it is killed.
                    .set("backup.pipeline.zstd-workers", "0");
            try (BackupProcess service = BackupProcess.start(installation)) {
                List<String> runs = new ArrayList<>();
                slow(shop, bucket, true);
                KillMoments moments = new KillMoments();
                runs.add(begin(service, installation));
                assertThat(moments.measure(service.operator(), runs.getLast())
                                .path("state")
                                .asString())
                        .isEqualTo("completed");
                LOG.info("Undisturbed: {}", moments);
                for (Moment kill : kills) {
                    slow(shop, bucket, true);
                    runs.add(begin(service, installation));
                    kill(service, kill, moments, runs.getLast(), installation);
                    slow(shop, bucket, false);
                    service.startAgain();
                    settle(service, kill, runs.getLast(), installation);
                    JsonNode next = backup(service, installation);
                    assertThat(next.path("state").asString())
                            .as(next.toString())
                            .isEqualTo("completed");
                    Stored.isAsTold(next, installation);
                    runs.add(next.path("id").asString());
                }
                LOG.info("Killed in, ended as: {}", outcomes);
                assertThat(outcomes.getOrDefault("DUMPING failed", 0)).isPositive();
                assertHeardOnce(installation, service.operator(), runs);
            }
        }
    }

    private static List<Aim> aims() {
        List<Aim> aims = new ArrayList<>(List.of(Aim.DUMPING, Aim.FINISHING, Aim.ENDING));
        if (FULL) {
            aims.add(Aim.PREPARING);
            aims.addAll(Collections.nCopies(3, Aim.DUMPING));
            aims.addAll(Collections.nCopies(2, Aim.FINISHING));
            aims.add(Aim.ENDING);
        }
        return aims;
    }

    private static void slow(CutCable shop, CutCable bucket, boolean slow) {
        shop.limit(slow ? SHOP_PACE : 0);
        bucket.latency(slow ? BUCKET_LATENCY : Duration.ZERO);
    }

    private static void kill(
            BackupProcess service, Moment kill, KillMoments moments, String id, Installation installation)
            throws InterruptedException {
        passTime(moments.await(kill, service.operator(), id));
        if (kill.alone()) {
            service.process().kill9Alone();
            service.process().awaitExit();
        } else {
            service.process().kill9();
        }
        LOG.info(
                "Killed {}: bucket has {} files and {} backup, folder has {} and {}",
                kill,
                Stored.files(installation.bucket.folder(), id).size(),
                Stored.isBackup(installation.bucket.folder(), id) ? "a" : "no",
                Stored.files(installation.copies, id).size(),
                Stored.isBackup(installation.copies, id) ? "a" : "no");
    }

    private void settle(BackupProcess service, Moment kill, String id, Installation installation) {
        JsonNode run = service.operator().awaitOver(id);
        String state = run.path("state").asString();
        LOG.info(
                "Run {} is {}: {}",
                id,
                state,
                run.path("failure").path("message").asString("a backup"));
        outcomes.merge(kill.aim() + " " + state, 1, Integer::sum);
        Stored.isAsTold(run, installation);
        if ("failed".equals(state)) {
            assertThat(run.path("failure").path("code").asString()).isEqualTo("service-stopped");
        }
    }

    @Test
    void goesOnWithoutKafkaAndTellsAfterwardsInOrder() throws Exception {
        try (KafkaBroker broker = Kafka.own();
                Installation installation = new Installation(folder, 2)) {
            installation.set("spring.kafka.bootstrap-servers", broker.bootstrapServers());
            installation.set("spring.cloud.stream.kafka.binder.brokers", broker.bootstrapServers());
            try (BackupProcess service = BackupProcess.start(installation)) {
                broker.stop();
                List<String> expected = new ArrayList<>();
                long until = System.nanoTime() + OUTAGE.toNanos();
                while (expected.size() < 4 || System.nanoTime() < until) {
                    JsonNode run = backup(service, installation);
                    assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("completed");
                    String id = run.path("id").asString();
                    expected.addAll(List.of("BackupStarted " + id, "BackupCompleted " + id));
                }
                LOG.info("{} backups were taken without Kafka in {}", expected.size() / 2, OUTAGE);
                broker.start();

                List<Listener.Heard> heard =
                        new Listener(broker.bootstrapServers()).await(installation.planId, expected.size());
                assertThat(Listener.inEffect(heard))
                        .extracting(event -> event.type() + " " + event.runId())
                        .containsExactlyElementsOf(expected);
            }
        }
    }

    /** Each run began once and ended once, and the end is the one that the API tells; a partial one may be made up later. */
    private static void assertHeardOnce(Installation installation, Caller caller, List<String> runs) {
        List<String> expected = runs.stream()
                .flatMap(id -> Stream.of("BackupStarted " + id, end(caller.run(id)) + " " + id))
                .toList();
        Listener listener = new Listener(Kafka.shared().bootstrapServers());
        List<Listener.Heard> heard = Listener.inEffect(listener.await(installation.planId, expected.size()));
        assertThat(heard.stream().filter(event -> !isMadeUp(event, heard)).toList())
                .extracting(event -> event.type() + " " + event.runId())
                .containsExactlyElementsOf(expected);
    }

    /** Told once more, now with the copy that was missing. */
    private static boolean isMadeUp(Listener.Heard event, List<Listener.Heard> all) {
        return event.event() instanceof BackupCompleted
                && all.subList(0, all.indexOf(event)).stream()
                        .anyMatch(earlier -> earlier.event() instanceof BackupCompleted completed
                                && completed.getRunId().equals(event.runId())
                                && completed.getPartial());
    }

    private static String end(JsonNode run) {
        return "failed".equals(run.path("state").asString()) ? "BackupFailed" : "BackupCompleted";
    }

    private static String begin(BackupProcess service, Installation installation) {
        return Awaitility.await()
                .until(() -> service.operator().startRun(installation.planId), answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
    }

    private static JsonNode backup(BackupProcess service, Installation installation) {
        return service.operator().awaitOver(begin(service, installation));
    }

    /** Not a wait for something: the moment of the kill. */
    private static void passTime(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(Math.max(0, millis), TimeUnit.MILLISECONDS))
                .isFalse();
    }
}
