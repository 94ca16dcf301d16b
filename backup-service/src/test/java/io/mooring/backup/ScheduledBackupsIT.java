package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupTrigger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A plan's own times on the running service, whose clock the test moves close to them. */
class ScheduledBackupsIT {

    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);

    /**
     * A time of a plan that is due every ten minutes, ten to twenty minutes from now: not in the past, when the keys did not exist,
     * and all within the hour, because brokers refuse events from the far future.
     */
    private static final Instant DUE = Instant.ofEpochSecond(
                    Instant.now().getEpochSecond() / TEN_MINUTES.toSeconds() * TEN_MINUTES.toSeconds())
            .plus(TEN_MINUTES.multipliedBy(2));

    @TempDir
    Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());

    @Test
    void backsUpWhenThePlanIsDueAndOnceForAllTheTimesThatPassedWhileTheServiceWasDown() {
        try (Installation installation = new Installation(folder, 1)) {
            installation.set("backup.plans[0].schedule.cron", "*/10 * * * *");
            set(DUE.minus(Duration.ofMinutes(5)));
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                assertThat(nextRunAt(service, installation)).isEqualTo(DUE.toString());
                assertThat(runs(service)).isEmpty();
                set(DUE.minusSeconds(1));

                JsonNode run = awaitRuns(service, 1).getFirst();

                assertThat(run.path("trigger").asString()).isEqualTo("schedule");
                assertThat(Instant.parse(run.path("queuedAt").asString())).isBetween(DUE, DUE.plusSeconds(60));
                assertThat(nextRunAt(service, installation))
                        .isEqualTo(DUE.plus(TEN_MINUTES).toString());
            }
            Instant late = DUE.plus(TEN_MINUTES.multipliedBy(2)).plusSeconds(300);
            set(late);
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                JsonNode madeUp = awaitRuns(service, 2).getFirst();

                assertThat(madeUp.path("trigger").asString()).isEqualTo("schedule");
                assertThat(Instant.parse(madeUp.path("queuedAt").asString())).isAfter(late);
                assertThat(nextRunAt(service, installation))
                        .as("two times passed, one run was due for both")
                        .isEqualTo(DUE.plus(TEN_MINUTES.multipliedBy(3)).toString());
                assertThat(runs(service)).hasSize(2);
            }
            assertHeard(installation);
        }
    }

    private void set(Instant now) {
        ahead.set(Duration.between(Instant.now(), now));
    }

    private static List<JsonNode> awaitRuns(ServiceHere service, int count) {
        return Awaitility.await()
                .until(
                        () -> runs(service),
                        runs -> runs.size() == count
                                && "completed"
                                        .equals(runs.getFirst().path("state").asString()));
    }

    /** Newest first. */
    private static List<JsonNode> runs(ServiceHere service) {
        return service.operator()
                .get("/api/v1/runs")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static String nextRunAt(ServiceHere service, Installation installation) {
        return service.operator()
                .get("/api/v1/plans/" + installation.planId)
                .json()
                .path("nextRunAt")
                .asString();
    }

    private static void assertHeard(Installation installation) {
        List<Listener.Heard> heard = Listener.inEffect(ServiceHere.listener().await(installation.planId, 4));
        assertThat(heard)
                .extracting(Listener.Heard::type)
                .containsExactly("BackupStarted", "BackupCompleted", "BackupStarted", "BackupCompleted");
        assertThat(((BackupCompleted) heard.getLast().event()).getTrigger()).isEqualTo(BackupTrigger.SCHEDULE);
    }
}
