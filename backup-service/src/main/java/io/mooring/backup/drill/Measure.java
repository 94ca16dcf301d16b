package io.mooring.backup.drill;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a drill measured. Recovery time: choosing the backup, asking its locations, and the restore itself, from the first byte read to data
 * that can be asked; not the waiting for a free host, not the comparison of the data, not what persons do. Recovery point: where received WAL was
 * replayed, how old the newest state was that it leads to; else from the backup's consistent moment to the moment of the rehearsed disaster.
 */
final class Measure {

    private Measure() {}

    /** Null when nothing was restored to its end. */
    static @Nullable Duration rto(Drill drill) {
        Chosen chosen = drill.chosen();
        Long restored = chosen == null ? null : chosen.restoreMillis();
        if (restored == null || !done(drill, Action.RESTORE_TEST)) {
            return null;
        }
        return Duration.ofMillis(restored)
                .plus(took(drill, Action.CHOOSE_BACKUP))
                .plus(took(drill, Action.CHECK_LOCATIONS));
    }

    /** Null when no backup was restored: a backup that does not come back loses everything. */
    static @Nullable Duration rpo(Drill drill) {
        Chosen chosen = drill.chosen();
        if (chosen == null || chosen.consistentAt() == null || !done(drill, Action.RESTORE_TEST)) {
            return null;
        }
        Long behind = chosen.lostMillis();
        if (behind != null) {
            return Duration.ofMillis(behind);
        }
        Duration lost = Duration.between(chosen.consistentAt(), chosen.lostAt());
        return lost.isNegative() ? Duration.ZERO : lost;
    }

    private static boolean done(Drill drill, Action action) {
        return step(drill, action)
                .filter(step -> step.outcome() == StepOutcome.DONE)
                .isPresent();
    }

    private static Duration took(Drill drill, Action action) {
        return step(drill, action)
                .filter(step -> step.startedAt() != null && step.endedAt() != null)
                .map(step -> Duration.between(step.startedAt(), step.endedAt()))
                .filter(time -> !time.isNegative())
                .orElse(Duration.ZERO);
    }

    private static Optional<DrillStep> step(Drill drill, Action action) {
        return drill.steps().stream()
                .filter(step -> step.step().action() == action)
                .findFirst();
    }
}
