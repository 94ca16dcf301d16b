package io.mooring.backup.wal;

import io.mooring.backup.wal.FindBaseBackups.BaseBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** The last report, the gaps and the window of a plan. A report that nobody renews any more says nothing about now. */
@Component
final class ShowRecovery {

    private static final Duration FRESH = Duration.ofSeconds(15);

    private final WalTasks tasks;
    private final WalRows rows;
    private final FindBaseBackups baseBackups;
    private final InstantSource clock;

    ShowRecovery(WalTasks tasks, WalRows rows, FindBaseBackups baseBackups, InstantSource clock) {
        this.tasks = tasks;
        this.rows = rows;
        this.baseBackups = baseBackups;
        this.clock = clock;
    }

    /** Empty when the plan receives no WAL. */
    Mono<RecoveryView> of(String planId) {
        return Mono.justOrEmpty(tasks.of(planId)).flatMap(task -> rows.report(planId)
                .flatMap(report -> view(task, report))
                .switchIfEmpty(Mono.fromSupplier(() -> never(task))));
    }

    private static RecoveryView never(WalTask task) {
        return new RecoveryView(
                "unknown",
                "Nobody has begun to receive this plan's WAL yet.",
                task.slot(),
                null,
                null,
                null,
                seconds(task.objective()),
                null,
                List.of(),
                null);
    }

    private Mono<RecoveryView> view(WalTask task, WalReport report) {
        return new FindGaps(rows)
                .of(task.planId(), report.segmentSize())
                .zipWith(baseBackups.of(task.planId()).collectList())
                .map(both -> view(task, report, both.getT1(), both.getT2()));
    }

    private RecoveryView view(WalTask task, WalReport report, WalContinuity continuity, List<BaseBackup> backups) {
        boolean fresh = clock.instant().isBefore(report.at().plus(FRESH));
        Duration rpo = fresh ? report.rpo() : null;
        return new RecoveryView(
                fresh ? report.state().name().toLowerCase(java.util.Locale.ROOT) : "unknown",
                fresh ? report.reason() : "Nobody has received this plan's WAL since " + report.at() + ".",
                report.slot(),
                text(report.received()),
                text(report.shipped()),
                rpo == null ? null : rpo.toMillis() / 1000.0,
                seconds(task.objective()),
                window(report, continuity, backups).orElse(null),
                continuity.gaps().stream().map(RecoveryView.GapView::of).toList(),
                report.at());
    }

    /** From the end of the oldest base backup that WAL leads on from, up to the recovery point. */
    private static Optional<RecoveryView.Window> window(
            WalReport report, WalContinuity continuity, List<BaseBackup> backups) {
        Instant to = report.recoveryPointAt();
        if (to == null) {
            return Optional.empty();
        }
        return backups.stream()
                .filter(backup -> backup.systemIdentifier().equals(report.systemIdentifier()))
                .filter(backup -> continuity.leadsOnFrom(backup.start()))
                .map(BaseBackup::endedAt)
                .min(Comparator.naturalOrder())
                .filter(from -> !from.isAfter(to))
                .map(from -> new RecoveryView.Window(from, to));
    }

    private static @Nullable String text(@Nullable Lsn lsn) {
        return lsn == null ? null : lsn.toString();
    }

    private static @Nullable Long seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toSeconds();
    }
}
