package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/**
 * The receiver and the service are killed at random moments under load, and in the end every committed row comes back from either
 * location. {@code -Dmooring.faults=full} kills 40 times; {@code -Dmooring.faults.seed=N} repeats a former run's moments.
 */
class WalKillsIT {

    private static final Logger LOG = LoggerFactory.getLogger(WalKillsIT.class);
    private static final int ROUNDS = "full".equals(System.getProperty("mooring.faults")) ? 40 : 4;

    private enum Victim {
        RECEIVER,
        SERVICE_ALONE,
        SERVICE_AND_RECEIVER
    }

    @TempDir
    Path folder;

    private final Map<Victim, Integer> killed = new TreeMap<>();

    @Test
    void losesNothingHoweverItIsKilled() throws Exception {
        long seed = Long.getLong("mooring.faults.seed", System.nanoTime());
        LOG.info("{} kills, -Dmooring.faults.seed={}", ROUNDS, seed);
        Random random = new Random(seed);
        try (WalInstallation installation = new WalInstallation(folder)) {
            // Sweeps all the time: what ended runs left is not to be mistaken for WAL.
            installation.base.set("backup.runs.lease", "3s").set("backup.runs.sweep", "1s");
            try (BackupProcess service = BackupProcess.start(installation.base);
                    Writer writer = new Writer(installation)) {
                JsonNode run = installation.protect(service.operator());
                for (int round = 0; round < ROUNDS; round++) {
                    passTime(random.nextLong(3_000));
                    kill(Victim.values()[round % Victim.values().length], installation, service);
                }
                LOG.info("Killed {}, {} rows written meanwhile", killed, writer.rows());
                long rows = writer.stop();
                JsonNode recovery = installation.awaitShipped(service.operator());
                assertThat(recovery.path("gaps")).isEmpty();
                assertThat(installation.ask(
                                "SELECT count(*) FROM pg_replication_slots WHERE slot_name LIKE 'mooring%'"))
                        .isEqualTo("1");
                installation.server.kill();
                for (String location : List.of("folder", "bucket")) {
                    awaitSame(installation, service);
                    assertThat(restoredRows(
                                    installation, location, run.path("id").asString()))
                            .as("rows restored from " + location)
                            .isEqualTo(rows);
                }
            }
        }
    }

    private void kill(Victim victim, WalInstallation installation, BackupProcess service) throws Exception {
        killed.merge(victim, 1, Integer::sum);
        switch (victim) {
            case RECEIVER -> receiver(installation).ifPresent(ProcessHandle::destroyForcibly);
            case SERVICE_ALONE -> {
                service.process().kill9Alone();
                service.process().awaitExit();
                service.startAgain();
            }
            case SERVICE_AND_RECEIVER -> {
                service.process().kill9();
                service.startAgain();
            }
        }
    }

    private java.util.Optional<ProcessHandle> receiver(WalInstallation installation) throws Exception {
        Path pid = folder.resolve("state/wal").resolve(installation.planId).resolve("receiver.pid");
        return Files.exists(pid)
                ? ProcessHandle.of(Long.parseLong(Files.readString(pid).split(" ")[0]))
                : java.util.Optional.empty();
    }

    /**
     * Both locations: the best of them says when it is shipped, the other follows. What one of them has let go already because no base
     * backup needs it may still lie at the other.
     */
    private static void awaitSame(WalInstallation installation, BackupProcess service) {
        org.awaitility.Awaitility.await()
                .atMost(java.time.Duration.ofSeconds(60))
                .untilAsserted(() -> {
                    List<String> here = installation.wal("folder");
                    List<String> there = installation.wal("bucket");
                    assertThat(here).isNotEmpty();
                    assertThat(there).isNotEmpty();
                    String from = Collections.max(List.of(here.getFirst(), there.getFirst()));
                    assertThat(here.stream()
                                    .filter(name -> name.compareTo(from) >= 0)
                                    .toList())
                            .isEqualTo(there.stream()
                                    .filter(name -> name.compareTo(from) >= 0)
                                    .toList());
                });
    }

    private long restoredRows(WalInstallation installation, String location, String runId) throws Exception {
        Path copy =
                installation.base.root(location).resolve(installation.planId).resolve(runId);
        try (GpgHome key = installation.base.gpg.onlyWith("Operations <ops@example.org>", installation.base.signer());
                RestoredCluster restored = RestoredCluster.start(
                                copy,
                                folder.resolve("restored-" + location),
                                "",
                                key,
                                installation.server.programs(),
                                installation.admin())
                        .awaitRecovered()) {
            return Long.parseLong(restored.strings("SELECT count(*) FROM canary WHERE name = 'row'")
                    .getFirst());
        }
    }

    /** Commits a row again and again, and now and then much at once. */
    private static final class Writer implements AutoCloseable {

        private final WalInstallation installation;
        private final AtomicLong rows = new AtomicLong();
        private final AtomicBoolean stopped = new AtomicBoolean();
        private final Thread thread;
        private volatile Exception failure;

        Writer(WalInstallation installation) {
            this.installation = installation;
            this.thread = Thread.ofPlatform().daemon().name("writer").start(this::write);
        }

        long rows() {
            return rows.get();
        }

        private void write() {
            try (var connection = installation.server.admin().connect()) {
                while (!stopped.get()) {
                    connection.createStatement().execute("INSERT INTO canary VALUES ('row')");
                    if (rows.incrementAndGet() % 200 == 0) {
                        installation.load(3);
                    }
                    passTime(3);
                }
            } catch (Exception broken) {
                failure = broken;
            }
        }

        long stop() throws Exception {
            stopped.set(true);
            thread.join();
            assertThat(failure).isNull();
            return rows.get();
        }

        @Override
        public void close() {
            stopped.set(true);
        }
    }

    /** Not a wait for something: the moment of the kill. */
    private static void passTime(long millis) throws InterruptedException {
        assertThat(new CountDownLatch(1).await(Math.max(0, millis), TimeUnit.MILLISECONDS))
                .isFalse();
    }
}
