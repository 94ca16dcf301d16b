package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.key.Secret;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import io.mooring.events.backup.BackupNoLongerOverdue;
import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.OverdueKind;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class RaiseAlarmsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final InMemoryWalRows rows = new InMemoryWalRows();
    private final List<Object> told = new ArrayList<>();
    private final Outbox outbox = events -> Mono.fromRunnable(
            () -> Arrays.stream(events).map(OutgoingEvent::payload).forEach(told::add));

    @Test
    void tellsOnceThatTheRecoveryPointIsLateAndOnceThatItIsInTimeAgain() {
        RaiseAlarms alarms = alarms();
        report(alarms, 0, Duration.ofSeconds(1));
        assertThat(told).as("it never was late").isEmpty();
        report(alarms, 1, Duration.ofSeconds(11));
        report(alarms, 2, Duration.ofSeconds(12));
        assertThat(told).singleElement().isInstanceOf(BackupOverdue.class);
        report(alarms, 3, Duration.ofSeconds(2));
        report(alarms, 4, Duration.ofSeconds(1));
        assertThat(told).hasSize(2);
        BackupNoLongerOverdue over = (BackupNoLongerOverdue) told.getLast();
        assertThat(over.getKind()).isEqualTo(OverdueKind.RECOVERY_POINT);
        assertThat(over.getPlanId()).isEqualTo("main");
        assertThat(over.getDetectedAt()).isEqualTo(NOON.plusSeconds(1));
        assertThat(over.getEndedAt()).isEqualTo(NOON.plusSeconds(3));
        assertThat(over.getLastCompletedAt()).contains(NOON.plusSeconds(1));
        report(alarms, 5, Duration.ofSeconds(20));
        report(alarms, 6, Duration.ofSeconds(1));
        assertThat(told).as("late again is told again").hasSize(4);
    }

    @Test
    void aRestartNeitherLosesNorRepeatsTheEnd() {
        report(alarms(), 0, Duration.ofSeconds(11));
        report(alarms(), 1, Duration.ofSeconds(11));
        assertThat(told).hasSize(1);
        report(alarms(), 2, Duration.ofSeconds(1));
        assertThat(told).hasSize(2).last().isInstanceOf(BackupNoLongerOverdue.class);
        report(alarms(), 3, Duration.ofSeconds(1));
        assertThat(told).hasSize(2);
    }

    @Test
    void whileNobodyCanTellItStaysLate() {
        RaiseAlarms alarms = alarms();
        report(alarms, 0, Duration.ofSeconds(11));
        report(alarms, 1, null);
        report(alarms, 600, null);
        assertThat(told).hasSize(1);
        report(alarms, 601, Duration.ofSeconds(1));
        assertThat(told).hasSize(2);
    }

    @Test
    void withoutAnObjectiveNothingIsBehindItAnyMore() {
        report(alarms(), 0, Duration.ofSeconds(11));
        RaiseAlarms without = new RaiseAlarms(task(null), rows, outbox);
        report(without, 1, Duration.ofSeconds(11));
        report(without, 2, null);
        assertThat(told).hasSize(2).last().isInstanceOf(BackupNoLongerOverdue.class);
    }

    @Test
    void whatWasNotRecordedIsTriedAgain() {
        report(alarms(), 0, Duration.ofSeconds(11));
        RaiseAlarms failing = new RaiseAlarms(task(), rows, events -> Mono.error(new IllegalStateException("away")));
        assertThatThrownBy(() -> report(failing, 1, Duration.ofSeconds(1))).hasMessage("away");
        // What the database takes back with the transaction.
        rows.raise("main", "recovery-point", NOON).block();
        failing.forget();
        assertThatThrownBy(() -> report(failing, 2, Duration.ofSeconds(1))).hasMessage("away");
    }

    private RaiseAlarms alarms() {
        return new RaiseAlarms(task(), rows, outbox);
    }

    private static void report(RaiseAlarms alarms, int second, @Nullable Duration behind) {
        Instant at = NOON.plusSeconds(second);
        WalReport report = new WalReport(
                "main",
                behind == null ? WalReport.State.UNKNOWN : WalReport.State.HEALTHY,
                null,
                "slot",
                "1",
                16 << 20,
                null,
                null,
                behind == null ? null : at.minus(behind),
                behind,
                CanaryReport.OFF,
                at);
        alarms.with(report, List.of(), Optional.empty()).block();
    }

    private static WalTask task() {
        return task(Duration.ofSeconds(10));
    }

    private static WalTask task(@Nullable Duration objective) {
        return new WalTask(
                "main",
                "Main",
                new ClusterSource("db", 5432, "keeper", Secret.of(""), SslMode.PREFER),
                List.of(),
                new SealFile(List.of(), 1),
                objective,
                Duration.ofSeconds(2),
                Duration.ZERO,
                1 << 30,
                Path.of("/nowhere"),
                List.of());
    }
}
