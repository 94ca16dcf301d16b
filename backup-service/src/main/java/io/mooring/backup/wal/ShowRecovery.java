package io.mooring.backup.wal;

import io.mooring.backup.wal.FindBaseBackups.BaseBackup;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
                RecoveryView.CanariesView.of(
                        task.canaryEvery().isZero() ? CanaryReport.OFF : CanaryReport.UNTRIED, null),
                null);
    }

    private Mono<RecoveryView> view(WalTask task, WalReport report) {
        return new FindGaps(rows)
                .of(task.planId(), report.segmentSize())
                .zipWith(baseBackups.of(task.planId()).collectList())
                .map(both -> view(task, report, both.getT1(), both.getT2()));
    }

    /** A report of a time that has not come was made before the clock went back. */
    private boolean isFresh(Instant at) {
        return Duration.between(at, clock.instant()).abs().compareTo(FRESH) < 0;
    }

    private RecoveryView view(WalTask task, WalReport report, WalContinuity continuity, List<BaseBackup> backups) {
        boolean fresh = isFresh(report.at());
        List<BaseBackup> usable = backups.stream()
                .filter(backup -> backup.leadsOnTo(continuity, report.systemIdentifier()))
                .toList();
        // WAL alone recovers nothing, however promptly it is shipped.
        boolean inVain = usable.isEmpty() && report.shipped() != null;
        Duration rpo = fresh && !inVain ? report.rpo() : null;
        return new RecoveryView(
                state(report, fresh, inVain),
                reason(report, fresh, inVain, backups),
                report.slot(),
                text(report.received()),
                text(report.shipped()),
                rpo == null ? null : rpo.toMillis() / 1000.0,
                seconds(task.objective()),
                window(report, usable).orElse(null),
                continuity.gaps().stream().map(RecoveryView.GapView::of).toList(),
                RecoveryView.CanariesView.of(report.canaries(), fresh ? null : report.at()),
                report.at());
    }

    private static String state(WalReport report, boolean fresh, boolean inVain) {
        WalReport.State state = fresh ? report.state() : WalReport.State.UNKNOWN;
        return (inVain && state != WalReport.State.UNKNOWN ? WalReport.State.DOWN : state)
                .name()
                .toLowerCase(Locale.ROOT);
    }

    private static @Nullable String reason(WalReport report, boolean fresh, boolean inVain, List<BaseBackup> backups) {
        if (!fresh) {
            return "Nobody has received this plan's WAL since " + report.at() + ".";
        }
        if (inVain) {
            String why = backups.isEmpty()
                    ? "There is no base backup yet: nothing could be recovered from the WAL alone. Take a backup of this plan."
                    : "No base backup leads on to the newest WAL: what was written since cannot be recovered. Take a new backup of"
                            + " this plan.";
            return report.reason() == null ? why : why + " " + report.reason();
        }
        return report.reason();
    }

    /** From the end of the oldest base backup that WAL leads on from, up to the recovery point. */
    private static Optional<RecoveryView.Window> window(WalReport report, List<BaseBackup> usable) {
        Instant to = report.recoveryPointAt();
        if (to == null) {
            return Optional.empty();
        }
        return usable.stream()
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
