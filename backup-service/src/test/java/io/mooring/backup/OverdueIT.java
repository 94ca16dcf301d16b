package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.OverdueKind;
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

/** What did not happen is told, once, and shown until it has happened. */
class OverdueIT {

    /** Later than any test's clock, so that the broker takes its events: at most an hour ahead. */
    private static final Instant DUE =
            Instant.now().plus(Duration.ofMinutes(20)).truncatedTo(java.time.temporal.ChronoUnit.MINUTES);

    @TempDir
    Path folder;

    private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
    private final InstantSource clock = () -> Instant.now().plus(ahead.get());

    @Test
    void tellsOnceOfABackupThatDidNotHappenAndForgetsItWhenItHas() {
        int minute = DUE.atZone(java.time.ZoneOffset.UTC).getMinute();
        int hour = DUE.atZone(java.time.ZoneOffset.UTC).getHour();
        try (Installation installation = new Installation(folder, 1)
                .set("backup.plans[0].schedule.cron", minute + " " + hour + " * * *")
                // The source is away, so the run that the schedule starts fails.
                .set("backup.plans[0].source.port", "1")
                .set("backup.overdue.backup", "10m")
                .set("backup.overdue.look", "200ms")) {
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                assertThat(overdue(service)).isEmpty();
                set(DUE.plus(Duration.ofMinutes(11)));

                JsonNode missed = Awaitility.await()
                        .until(() -> overdue(service), list -> list.size() == 1)
                        .getFirst();
                assertThat(missed.path("kind").asString()).isEqualTo("backup");
                assertThat(missed.path("expectedAt").asString()).isEqualTo(DUE.toString());
                assertThat(missed.path("lastDoneAt").isNull()).isTrue();
                BackupOverdue told = await(installation).getFirst();
                assertThat(told.getKind()).isEqualTo(OverdueKind.BACKUP);
                assertThat(told.getExpectedAt()).isEqualTo(DUE);
                assertThat(told.getLastCompletedAt()).isEmpty();
            }
            installation.set("backup.plans[0].source.port", String.valueOf(installation.shop.port()));
            try (ServiceHere service = ServiceHere.start(installation, clock)) {
                assertThat(overdue(service)).hasSize(1);
                String run = service.begin(installation.planId);
                assertThat(service.operator().awaitOver(run).path("state").asString())
                        .isEqualTo("completed");
                assertThat(overdue(service)).isEmpty();
                assertThat(await(installation))
                        .as("told once, by whichever process")
                        .hasSize(1);
            }
        }
    }

    private void set(Instant now) {
        ahead.set(Duration.between(Instant.now(), now));
    }

    private static List<BackupOverdue> await(Installation installation) {
        return Awaitility.await()
                .until(
                        () -> ServiceHere.listener().all(installation.planId).stream()
                                .map(Listener.Heard::event)
                                .filter(BackupOverdue.class::isInstance)
                                .map(BackupOverdue.class::cast)
                                .toList(),
                        list -> !list.isEmpty());
    }

    private static List<JsonNode> overdue(ServiceHere service) {
        return service.operator()
                .get("/api/v1/overdue")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }
}
