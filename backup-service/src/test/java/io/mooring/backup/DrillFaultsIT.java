package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.backup.RestoreVerified;
import io.mooring.testkit.network.CutCable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
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
 * The service as a process that is killed in the middle of drills, and of the restore tests within them. {@code -Dmooring.faults=full}
 * kills twenty-four times; {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class DrillFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(DrillFaultsIT.class);
    private static final int KILLS = "full".equals(System.getProperty("mooring.faults")) ? 24 : 4;

    private static final String RESTORE = "restore-test";
    private static final String ASKING = "check-locations";

    /** Steps that Mooring does alone; the restore takes longest and has the most to leave behind. */
    private static final List<String> AIMS =
            List.of(RESTORE, ASKING, "read-again", RESTORE, "choose-backup", RESTORE, ASKING, RESTORE, "measure");

    /** Steps that count with all the time until somebody went on with them. */
    private static final List<String> COUNTED_BY_CLOCK = List.of("choose-backup", ASKING);

    /** For each request, so that asking a location lasts long enough to be met. */
    private static final Duration SLOW = Duration.ofMillis(400);

    private static final long ASKING_SLOWLY = 1_000;

    @TempDir
    Path folder;

    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final List<String> drills = new ArrayList<>();

    @Test
    void aDrillGoesOnWhereverItIsKilledAndIsNeverFasterForIt() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        Random random = new Random(seed);
        LOG.info("{} kills, -Dmooring.faults.seed={}", KILLS, seed);
        try (Installation installation = installation();
                CutCable bucket =
                        CutCable.to("127.0.0.1", installation.bucket.endpoint().getPort());
                BackupProcess service = BackupProcess.start(installation.bucketThrough(bucket))) {
            String run = service.operator()
                    .startRun(installation.planId)
                    .json()
                    .path("id")
                    .asString();
            assertThat(service.operator().awaitOver(run).path("state").asString())
                    .isEqualTo("completed");
            // The first one warms Java up.
            undisturbed(service);
            Map<String, Long> usual = undisturbed(service);
            LOG.info("Undisturbed, milliseconds by step: {}", usual);
            for (int kill = 0; kill < KILLS; kill++) {
                String aim = AIMS.get(kill % AIMS.size());
                bucket.latency(aim.equals(ASKING) ? SLOW : Duration.ZERO);
                killed(service, installation, bucket, aim, usual, random);
            }
            LOG.info("Killed in, ended as: {}", outcomes);
            assertThat(outcomes).containsKeys(ASKING + " succeeded", RESTORE + " succeeded");
            toldOnceEach(installation.planId);
        }
    }

    private Installation installation() throws IOException {
        Installation installation = new Installation(folder, 8);
        Files.createDirectory(throwaway());
        return installation
                .set(
                        "backup.restore-key.file",
                        installation
                                .gpg
                                .secretKey("Operations <ops@example.org>")
                                .toString())
                // The one backup grows older than a quarter of an hour while all of this goes on.
                .set("backup.plans[0].objectives.rto", "30m")
                .set("backup.plans[0].objectives.rpo", "12h")
                .set("backup.verification.folder", throwaway().toString())
                .set("backup.verification.spare-space", "10MB")
                .set("backup.pipeline.chunk-size", "64KB")
                .set("backup.pipeline.zstd-workers", "0")
                .set("backup.runs.lease", "4s");
    }

    private void killed(
            BackupProcess service,
            Installation installation,
            CutCable bucket,
            String aim,
            Map<String, Long> usual,
            Random random)
            throws Exception {
        String id = begin(service);
        awaitStep(service, id, aim);
        long took = aim.equals(ASKING) ? ASKING_SLOWLY : usual.getOrDefault(aim, 0L);
        long after = (long) (took * random.nextDouble());
        // Not a wait for something to become true: a moment by chance.
        assertThat(new CountDownLatch(1).await(after, TimeUnit.MILLISECONDS)).isFalse();
        if (random.nextBoolean()) {
            service.process().kill9Alone();
            service.process().awaitExit();
        } else {
            service.process().kill9();
        }
        Instant dead = Instant.now();
        bucket.latency(Duration.ZERO);
        String at = stepInDatabase(installation, id);
        boolean over = Integer.parseInt(installation.ask(
                        "SELECT count(*) FROM backup_drill WHERE id = '" + id + "' AND finished_at IS NOT NULL"))
                == 1;
        service.startAgain();
        Duration away = Duration.between(dead, Instant.now());
        JsonNode drill = awaitOver(service, id);
        LOG.info(
                "killed {} ms after the beginning of {}, in {}: {}",
                after,
                aim,
                over ? "its end" : at,
                drill.path("state").asString());
        outcomes.merge((over ? "end" : at) + " " + drill.path("state").asString(), 1, Integer::sum);

        wentOnTruthfully(service, drill);
        if (!over && COUNTED_BY_CLOCK.contains(at)) {
            assertThat(measuredRto(drill))
                    .as("the time in which nobody went on with %s counts: %s", at, drill)
                    .isGreaterThan(away.toMillis());
        }
        leftNothing();
    }

    /** Nothing is wrong with the backup, so the drill must come to the same answer as without the kill. */
    private void wentOnTruthfully(BackupProcess service, JsonNode drill) {
        assertThat(drill.path("state").asString()).as(drill.toString()).isEqualTo("succeeded");
        assertThat(drill.path("steps").valueStream().map(step -> step.path("outcome")
                        .asString()))
                .containsOnly("done", "skipped");
        JsonNode restored = service.operator()
                .get("/api/v1/verifications/" + drill.path("restoreTestId").asString())
                .json();
        assertThat(restored.path("state").asString()).as(restored.toString()).isEqualTo("passed");
        JsonNode measured = restored.path("measured");
        long wholeRestore = part(measured, "Fetch, decrypt and decompress") + part(measured, "Load");
        assertThat(measured.path("restoreMillis").asLong())
                .as("the restore that came to its end, from its first byte: %s", measured)
                .isBetween(wholeRestore - 2, wholeRestore + 2);
        assertThat(measured.path("compared").asInt()).isPositive();
        long parts =
                measured.path("restoreMillis").asLong() + took(drill, "choose-backup") + took(drill, "check-locations");
        // Each of the three is cut to milliseconds, their sum only once.
        assertThat(measuredRto(drill)).as("measured: %s", drill).isBetween(parts, parts + 2);
        assertThat(took(drill, RESTORE))
                .isGreaterThanOrEqualTo(measured.path("restoreMillis").asLong());
    }

    /** A server that outlives the service would go on with decrypted data; so would its folder. */
    private void leftNothing() {
        Awaitility.await().untilAsserted(() -> {
            assertThat(left()).isEmpty();
            assertThat(ProcessHandle.allProcesses()
                            .filter(process -> process.info()
                                    .commandLine()
                                    .filter(line -> line.contains(throwaway() + "/"))
                                    .isPresent())
                            .map(process -> process.info().commandLine().orElse("")))
                    .isEmpty();
        });
    }

    private void toldOnceEach(String planId) {
        Listener listener = ServiceHere.listener();
        Awaitility.await().untilAsserted(() -> {
            List<Listener.Heard> heard = Listener.inEffect(listener.all(planId));
            assertThat(heard.stream()
                            .filter(one -> one.event() instanceof RecoveryDrillCompleted)
                            .map(one -> ((RecoveryDrillCompleted) one.event()).getDrillId()))
                    .containsExactlyElementsOf(drills);
            assertThat(heard.stream()
                            .filter(one -> one.event() instanceof RestoreVerified)
                            .map(one -> {
                                RestoreVerified verified = (RestoreVerified) one.event();
                                return verified.getVerificationId() + " at " + verified.getLocationId();
                            }))
                    .doesNotHaveDuplicates();
        });
    }

    private String begin(BackupProcess service) {
        String id = Awaitility.await()
                .until(
                        () -> service.operator()
                                .postJson(
                                        "/api/v1/drills",
                                        "{\"scenario\":\"database-corruption\",\"mode\":\"test\"}",
                                        UUID.randomUUID().toString()),
                        answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
        drills.add(id);
        return id;
    }

    private Map<String, Long> undisturbed(BackupProcess service) {
        JsonNode drill = awaitOver(service, begin(service));
        wentOnTruthfully(service, drill);
        Map<String, Long> millis = new LinkedHashMap<>();
        AIMS.forEach(step -> millis.put(step, took(drill, step)));
        return millis;
    }

    /** Waits until the drill is at the step, or past it. */
    private static void awaitStep(BackupProcess service, String id, String step) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollInterval(Duration.ofMillis(10))
                .ignoreExceptions()
                .until(() -> !List.of("pending", "")
                        .contains(step(
                                        service.operator()
                                                .get("/api/v1/drills/" + id)
                                                .json(),
                                        step)
                                .path("outcome")
                                .asString()));
    }

    /** The step that nobody is at any more now that the service is dead. */
    private static String stepInDatabase(Installation installation, String id) {
        return installation.ask("""
                SELECT coalesce(min(step -> 'step' ->> 'id'), 'no step') FROM backup_drill, jsonb_array_elements(report -> 'steps') AS step
                WHERE backup_drill.id = '%s' AND step ->> 'outcome' = 'RUNNING'""".formatted(id));
    }

    private static JsonNode awaitOver(BackupProcess service, String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .ignoreExceptions()
                .until(() -> service.operator().get("/api/v1/drills/" + id).json(), drill -> drill.path("finishedAt")
                        .isString());
    }

    private static JsonNode step(JsonNode drill, String id) {
        return drill.path("steps")
                .valueStream()
                .filter(step -> step.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static long took(JsonNode drill, String step) {
        return step(drill, step).path("millis").asLong();
    }

    private static long part(JsonNode measured, String name) {
        return measured.path("steps")
                .valueStream()
                .filter(step -> step.path("name").asString().equals(name))
                .mapToLong(step -> step.path("millis").asLong())
                .sum();
    }

    private static long measuredRto(JsonNode drill) {
        return drill.path("components")
                .valueStream()
                .filter(component -> component.path("component").asString().equals("database"))
                .mapToLong(component -> component.path("measuredRtoMillis").asLong(-1))
                .findFirst()
                .orElseThrow();
    }

    private Path throwaway() {
        return folder.resolve("throwaway");
    }

    private List<Path> left() {
        try (Stream<Path> all = Files.list(throwaway())) {
            return all.toList();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
