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

    /** The source's clock tells of the backup, ours of the drill; nobody's are quite the same. */
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    private Measure() {}

    /** Null when nothing was restored to its end, or nobody knows how long a step took. */
    static @Nullable Duration rto(Drill drill) {
        Chosen chosen = drill.chosen();
        Long restored = chosen == null ? null : chosen.restoreMillis();
        Duration choosing = took(drill, Action.CHOOSE_BACKUP);
        Duration asking = took(drill, Action.CHECK_LOCATIONS);
        if (restored == null || choosing == null || asking == null || !done(drill, Action.RESTORE_TEST)) {
            return null;
        }
        return Duration.ofMillis(restored).plus(choosing).plus(asking);
    }

    /** Null when no backup was restored: a backup that does not come back loses everything. Null, too, when the clocks cannot tell. */
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
        if (lost.plus(CLOCKS_DIFFER).isNegative()) {
            return null;
        }
        return lost.isNegative() ? Duration.ZERO : lost;
    }

    /** Why something is not measured. */
    static String without(Drill drill) {
        if (!done(drill, Action.RESTORE_TEST)) {
            return "The backup was not restored to its end in this drill, so there is nothing to compare.";
        }
        return rpo(drill) == null
                ? "By its source's clock the backup is newer than the beginning of this drill: it was made meanwhile, or a clock is wrong or"
                        + " went back. So what would have been lost is not known."
                : "The clock of this host went back during the drill, so how long its steps took is not known.";
    }

    private static boolean done(Drill drill, Action action) {
        return step(drill, action)
                .filter(step -> step.outcome() == StepOutcome.DONE)
                .isPresent();
    }

    /** Zero for a step that the scenario does not have; null when the clock went back between its beginning and its end. */
    private static @Nullable Duration took(Drill drill, Action action) {
        Duration took = step(drill, action)
                .filter(step -> step.startedAt() != null && step.endedAt() != null)
                .map(step -> Duration.between(step.startedAt(), step.endedAt()))
                .orElse(Duration.ZERO);
        return took.isNegative() ? null : took;
    }

    private static Optional<DrillStep> step(Drill drill, Action action) {
        return drill.steps().stream()
                .filter(step -> step.step().action() == action)
                .findFirst();
    }
}
