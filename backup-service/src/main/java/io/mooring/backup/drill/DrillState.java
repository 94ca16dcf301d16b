package io.mooring.backup.drill;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a drill stands.
 *
 * <pre>
 * awaiting-approval ──▶ queued ◀──▶ running ──▶ succeeded     every step that was to be done was, within the objectives
 *    │       │            │  ▲         │ ├────▶ failed        a step failed, or an objective was missed
 *    ▼       │            │  │         ▼ └────▶ inconclusive  nothing failed, but what matters was not measured
 * refused    │            │ awaiting-person
 *            └────────────┴────────────┴──────▶ cancelled
 * </pre>
 */
public enum DrillState {
    AWAITING_APPROVAL,
    QUEUED,
    RUNNING,
    /** A person is to do or to confirm the next step. */
    AWAITING_PERSON,
    SUCCEEDED,
    FAILED,
    INCONCLUSIVE,
    REFUSED,
    CANCELLED;

    Set<DrillState> next() {
        return switch (this) {
            case AWAITING_APPROVAL -> EnumSet.of(QUEUED, REFUSED, CANCELLED);
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(RUNNING, AWAITING_PERSON, SUCCEEDED, FAILED, INCONCLUSIVE, CANCELLED);
            case AWAITING_PERSON -> EnumSet.of(QUEUED, FAILED, CANCELLED);
            case SUCCEEDED, FAILED, INCONCLUSIVE, REFUSED, CANCELLED -> EnumSet.noneOf(DrillState.class);
        };
    }

    /** Whether it never changes again. */
    public boolean isOver() {
        return next().isEmpty();
    }

    /** Whether it came to an answer. */
    boolean isAnswered() {
        return this == SUCCEEDED || this == FAILED || this == INCONCLUSIVE;
    }

    DrillState to(DrillState following) {
        if (!next().contains(following)) {
            throw new IllegalStateException("a drill that is " + word() + " does not become " + following.word());
        }
        return following;
    }

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
