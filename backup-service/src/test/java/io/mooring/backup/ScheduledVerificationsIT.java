package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The timetables of verifications and drills on the running service, whose clock the test moves. */
class ScheduledVerificationsIT {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /** Ten to twenty minutes from now: backups are made before, and brokers refuse events from the far future. */
    private static final Instant DUE = Instant.ofEpochSecond(
                    Instant.now().getEpochSecond() / TEN_MINUTES.toSeconds() * TEN_MINUTES.toSeconds())
            .plus(TEN_MINUTES.multipliedBy(2));

    /** The minutes of DUE and of the two times that follow it, and no sooner one. */
    private static final String CRON = IntStream.of(0, 10, 20)
                    .map(later -> DUE.plus(Duration.ofMinutes(later))
                            .atZone(ZoneOffset.UTC)
                            .getMinute())
                    .sorted()
                    .mapToObj(Integer::toString)
                    .collect(Collectors.joining(","))
            + " * * * *";

    @TempDir
    Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());

    @Test
    void whatWasDueWhileTheServiceWasDownIsDoneOnceOnReturn() {
        try (Installation installation = new Installation(folder, 1)) {
            installation
                    .set(
                            "backup.restore-key.file",
                            installation
                                    .gpg
                                    .secretKey("Operations <ops@example.org>")
                                    .toString())
                    .set("backup.verification.spare-space", "10MB")
                    .set("backup.verification.after-run-up-to", "0")
                    .set("backup.verification.checksums.cron", CRON)
                    .set("backup.verification.checksums.jitter", "0s")
                    .set("backup.verification.restore-test.cron", CRON)
                    .set("backup.verification.restore-test.jitter", "0s")
                    .set("backup.drills.timetable.enabled", "false");
            String older;
            String newer;
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                older = backup(service, installation);
                newer = backup(service, installation);
                assertThat(verifications(service))
                        .as("nothing is due, and none is read after its run")
                        .isEmpty();
            }
            set(DUE.plus(TEN_MINUTES.multipliedBy(2)).plusSeconds(60));
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                List<JsonNode> done = Awaitility.await()
                        .until(
                                () -> verifications(service),
                                found -> found.size() == 3
                                        && found.stream().allMatch(one -> one.path("finishedAt")
                                                .isString()));

                assertThat(done)
                        .as("every backup is read again, the newest is restored, once for three due times")
                        .extracting(one -> one.path("kind").asString() + " "
                                + one.path("runId").asString())
                        .containsExactlyInAnyOrder("checksums " + older, "checksums " + newer, "restore-test " + newer);
                assertThat(done)
                        .allSatisfy(one ->
                                assertThat(one.path("trigger").asString()).isEqualTo("schedule"));
            }
        }
    }

    @Test
    void theTimetableRestoresTheNewestBackupThatIsStillThere() throws Exception {
        try (Installation installation = new Installation(folder, 1)) {
            installation
                    .set(
                            "backup.restore-key.file",
                            installation
                                    .gpg
                                    .secretKey("Operations <ops@example.org>")
                                    .toString())
                    .set("backup.verification.spare-space", "10MB")
                    .set("backup.verification.checksums.enabled", "false")
                    .set("backup.verification.restore-test.cron", CRON)
                    .set("backup.verification.restore-test.jitter", "0s")
                    .set("backup.drills.timetable.enabled", "false");
            try (ServiceHere service = ServiceHere.start(installation, clock);
                    Connection own = installation.own.connect()) {
                String older = backup(service, installation);
                own.createStatement().execute(Installation.letGo(backup(service, installation)));
                set(DUE);

                List<JsonNode> done = Awaitility.await()
                        .until(
                                () -> verifications(service),
                                found -> found.size() == 1
                                        && found.getFirst().path("finishedAt").isString());

                assertThat(done.getFirst().path("runId").asString()).isEqualTo(older);
                assertThat(done.getFirst().path("state").asString()).isEqualTo("passed");
            }
        }
    }

    @Test
    void aDrillIsStartedByTheTimetableAndRehearsesAnotherScenarioEachTime() {
        try (Installation installation = new Installation(folder, 1)) {
            installation
                    .set("backup.drills.timetable.cron", CRON)
                    .set("backup.drills.timetable.jitter", "0s")
                    .set("backup.drills.step-timeout", "1s")
                    .set("backup.drills.scenarios[0]", "database-corruption")
                    .set("backup.drills.scenarios[1]", "security-breach");
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                backup(service, installation);
                set(DUE);
                JsonNode first = awaitDrills(service, 1).getFirst();
                assertThat(first.path("scheduled").asBoolean()).isTrue();
                assertThat(first.path("mode").asString()).isEqualTo("test");
                assertThat(first.path("state").asString())
                        .as("this instance has no private key, so nobody restored it: %s", first)
                        .isEqualTo("inconclusive");
                set(DUE.plus(TEN_MINUTES));

                List<JsonNode> both = awaitDrills(service, 2);

                assertThat(both)
                        .extracting(drill -> drill.path("scenario").asString())
                        .containsExactlyInAnyOrder("database-corruption", "security-breach");
            }
        }
    }

    private void set(Instant now) {
        ahead.set(Duration.between(Instant.now(), now));
    }

    private static String backup(ServiceHere service, Installation installation) {
        String run = service.begin(installation.planId);
        assertThat(service.operator().awaitOver(run).path("state").asString()).isEqualTo("completed");
        return run;
    }

    private static List<JsonNode> verifications(ServiceHere service) {
        return service.operator()
                .get("/api/v1/verifications")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static List<JsonNode> awaitDrills(ServiceHere service, int count) {
        return Awaitility.await()
                .until(
                        () -> service.operator()
                                .get("/api/v1/drills")
                                .json()
                                .path("items")
                                .valueStream()
                                .toList(),
                        found -> found.size() == count
                                && found.stream()
                                        .allMatch(one -> one.path("finishedAt").isString()));
    }
}
