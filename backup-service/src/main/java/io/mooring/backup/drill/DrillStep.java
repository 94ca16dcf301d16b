package io.mooring.backup.drill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A step of a drill, and what became of it.
 *
 * @param words what happened, or would happen
 * @param by who did or confirmed it; null for what Mooring does alone
 */
record DrillStep(
        ScenarioStep step,
        StepOutcome outcome,
        String words,
        @Nullable String by,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt) {

    static DrillStep pending(ScenarioStep step) {
        return new DrillStep(step, StepOutcome.PENDING, "", null, null, null);
    }

    DrillStep begun(Instant now) {
        return new DrillStep(step, StepOutcome.RUNNING, words, by, startedAt == null ? now : startedAt, null);
    }

    DrillStep waiting(String why, Instant now) {
        return new DrillStep(step, StepOutcome.WAITING, why, null, startedAt == null ? now : startedAt, null);
    }

    DrillStep ended(StepOutcome how, String said, @Nullable String who, Instant now) {
        return new DrillStep(step, how, said, who, startedAt == null ? now : startedAt, now);
    }
}
