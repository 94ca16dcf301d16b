package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.embedded.process.FreePorts;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.process.ServiceProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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
 * The service as a process that dies at any moment, and parts that go away under it. {@code -Dmooring.faults=full} kills oftener;
 * {@code -Dmooring.faults.seed=N} repeats a run's moments.
 */
class BackupFaultsIT {

    private static final Logger LOG = LoggerFactory.getLogger(BackupFaultsIT.class);
    private static final int KILLS = "full".equals(System.getProperty("mooring.faults")) ? 10 : 3;

    @TempDir
    Path folder;

    private int port;

    @Test
    void neverLosesOrFakesABackupHoweverItIsKilled() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        LOG.info("Kills at {} moments, -Dmooring.faults.seed={}", KILLS, seed);
        Random moments = new Random(seed);
        try (Installation installation = new Installation(folder, 8)) {
            List<String> runs = new ArrayList<>();
            ServiceProcess service = start(installation);
            try (Caller caller = new Caller(port, "operator")) {
                long began = System.nanoTime();
                JsonNode first = backup(caller, installation);
                long millis = Duration.ofNanos(System.nanoTime() - began).toMillis();
                assertThat(first.path("state").asString()).isEqualTo("completed");
                runs.add(first.path("id").asString());
                for (int kill = 0; kill < KILLS; kill++) {
                    String id = caller.startRun(installation.planId)
                            .json()
                            .path("id")
                            .asString();
                    runs.add(id);
                    passTime(moments.nextLong(millis + 200));
                    service.kill9();
                    service = start(installation);
                    assertTrue(caller.awaitOver(id), installation);
                    JsonNode next = backup(caller, installation);
                    assertThat(next.path("state").asString())
                            .as(next.toString())
                            .isEqualTo("completed");
                    assertTrue(next, installation);
                    runs.add(next.path("id").asString());
                }
                assertHeardOnce(installation, caller, runs);
            } finally {
                service.close();
            }
        }
    }

    @Test
    void goesOnWithoutKafkaAndTellsAfterwardsInOrder() throws Exception {
        try (KafkaBroker broker = Kafka.own();
                Installation installation = new Installation(folder, 2)) {
            installation.set("spring.kafka.bootstrap-servers", broker.bootstrapServers());
            installation.set("spring.cloud.stream.kafka.binder.brokers", broker.bootstrapServers());
            try (ServiceProcess _ = start(installation);
                    Caller caller = new Caller(port, "operator")) {
                broker.stop();

                JsonNode first = backup(caller, installation);
                JsonNode second = backup(caller, installation);
                broker.start();

                assertThat(first.path("state").asString()).isEqualTo("completed");
                assertThat(second.path("state").asString()).isEqualTo("completed");
                List<Listener.Heard> heard = new Listener(broker.bootstrapServers()).await(installation.planId, 4);
                assertThat(Listener.inEffect(heard))
                        .extracting(event -> event.type() + " " + event.runId())
                        .containsExactly(
                                "BackupStarted " + first.path("id").asString(),
                                "BackupCompleted " + first.path("id").asString(),
                                "BackupStarted " + second.path("id").asString(),
                                "BackupCompleted " + second.path("id").asString());
            }
        }
    }

    /** What the run says is what the locations hold: a manifest where a copy is stored, nothing where none is. */
    private static void assertTrue(JsonNode run, Installation installation) throws IOException {
        String id = run.path("id").asString();
        LOG.info("Run {} is {}", id, run.path("state").asString());
        for (JsonNode copy : run.path("copies")) {
            Path root = "folder".equals(copy.path("locationId").asString())
                    ? installation.copies
                    : installation.bucket.folder();
            List<String> files = files(root, id);
            if ("stored".equals(copy.path("state").asString())) {
                assertThat(files)
                        .as(run.toString())
                        .contains("manifest.json", "manifest.json.sig", "data.000001.zst.pgp");
            } else {
                assertThat(files).as(run.toString()).isEmpty();
            }
        }
        assertThat(run.path("state").asString()).isIn("completed", "partial", "failed");
        if ("failed".equals(run.path("state").asString())) {
            assertThat(run.path("failure").path("message").asString()).isNotBlank();
        }
    }

    /** Each run began once and ended once, and the end is the one that the API tells. */
    private static void assertHeardOnce(Installation installation, Caller caller, List<String> runs) {
        Listener listener = new Listener(Kafka.shared().bootstrapServers());
        List<Listener.Heard> heard = listener.await(installation.planId, 2 * runs.size());
        List<Listener.Heard> once = Listener.inEffect(heard);
        List<String> expected = runs.stream()
                .flatMap(id -> Stream.of(
                        "BackupStarted " + id,
                        ("failed".equals(caller.run(id).path("state").asString())
                                        ? "BackupFailed "
                                        : "BackupCompleted ")
                                + id))
                .toList();
        assertThat(once).extracting(event -> event.type() + " " + event.runId()).containsExactlyElementsOf(expected);
    }

    private ServiceProcess start(Installation installation) {
        port = port == 0 ? FreePorts.next() : port;
        ServiceProcess.Builder builder = ServiceProcess.of(BackupApplication.class);
        installation.properties().forEach(builder::property);
        return builder.property("server.port", port)
                .start(folder.resolve("backup-service.log"))
                .awaitHealthy(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"));
    }

    private static JsonNode backup(Caller caller, Installation installation) {
        String id = Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> caller.startRun(installation.planId), answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
        return caller.awaitOver(id);
    }

    /** Not a wait for something: the moment of the kill. */
    private static void passTime(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
    }

    private static List<String> files(Path root, String runId) throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> file.toString().contains(runId))
                    .map(file -> file.getFileName().toString())
                    .toList();
        }
    }
}
