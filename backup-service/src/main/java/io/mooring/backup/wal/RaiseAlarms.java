package io.mooring.backup.wal;

import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Tells each trouble once, when it begins, and once when the recovery point is in time again: the note that it was told and the
 * event are one transaction. One thread.
 */
final class RaiseAlarms {

    private static final String LAG = "recovery-point";
    private static final Duration LEAST_SILENCE = Duration.ofSeconds(30);

    private final WalTask task;
    private final WalRows rows;
    private final Outbox outbox;
    private final Set<String> told = new HashSet<>();
    private boolean inTime;
    private @Nullable Instant unknownSince;

    RaiseAlarms(WalTask task, WalRows rows, Outbox outbox) {
        this.task = task;
        this.rows = rows;
        this.outbox = outbox;
    }

    /** What was recorded last was not committed: whether it was told is for the database to say. */
    void forget() {
        told.clear();
        inTime = false;
    }

    /** What is to be recorded together with this report. */
    Mono<Void> with(WalReport report, List<WalContinuity.Gap> gaps, Optional<WalFault> slotLost) {
        List<Mono<Void>> changes = new ArrayList<>();
        changes.add(lag(report));
        for (WalContinuity.Gap gap : gaps) {
            WalFault fault = new WalFault(
                    "wal-gap",
                    "WAL is missing from " + gap.after() + " to " + gap.before() + ".",
                    "Take a new base backup now: no earlier one can be rolled forward past the gap.");
            changes.add(once(
                    "gap-" + gap.after() + "-" + gap.before(),
                    report,
                    WalEvents.interrupted(task, report.recoveryPointAt(), fault, report.at())));
        }
        slotLost.ifPresent(fault -> changes.add(once(
                "slot-lost-" + report.at(),
                report,
                WalEvents.interrupted(task, report.recoveryPointAt(), fault, report.at()))));
        return Flux.concat(changes).then();
    }

    private Mono<Void> lag(WalReport report) {
        Duration objective = task.objective();
        if (objective == null) {
            // It may have had one, and have been behind it.
            return inTime ? Mono.empty() : lower(report);
        }
        Duration rpo = report.rpo();
        boolean unknown = report.state() == WalReport.State.UNKNOWN || rpo == null;
        if (!unknown) {
            unknownSince = null;
        } else if (unknownSince == null || report.at().isBefore(unknownSince)) {
            // Or the clock went back.
            unknownSince = report.at();
        }
        boolean late = unknown
                ? silence(report).compareTo(objective.compareTo(LEAST_SILENCE) > 0 ? objective : LEAST_SILENCE) > 0
                : rpo.compareTo(objective) > 0;
        if (late) {
            return once(
                    LAG,
                    report,
                    WalEvents.lagging(task, report.recoveryPointAt(), objective, why(report, unknown), report.at()));
        }
        return unknown || inTime ? Mono.empty() : lower(report);
    }

    private Mono<Void> lower(WalReport report) {
        told.remove(LAG);
        return rows.lower(task.planId(), LAG)
                .flatMap(since ->
                        outbox.append(WalEvents.inTimeAgain(task, report.recoveryPointAt(), since, report.at())))
                .then()
                .doOnSuccess(done -> inTime = true);
    }

    private Duration silence(WalReport report) {
        return unknownSince == null ? Duration.ZERO : Duration.between(unknownSince, report.at());
    }

    private static WalFault why(WalReport report, boolean unknown) {
        return new WalFault(
                unknown ? "recovery-point-unknown" : "recovery-point-late",
                report.reason() == null ? "The recovery point is older than the objective." : report.reason(),
                "");
    }

    private Mono<Void> once(String alarm, WalReport report, OutgoingEvent event) {
        if (told.contains(alarm)) {
            return Mono.empty();
        }
        return rows.raise(task.planId(), alarm, report.at())
                .flatMap(raised -> raised ? outbox.append(event) : Mono.empty())
                .doOnSuccess(done -> {
                    told.add(alarm);
                    inTime = inTime && !LAG.equals(alarm);
                })
                .then();
    }
}
