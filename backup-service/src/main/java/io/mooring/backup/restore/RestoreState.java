package io.mooring.backup.restore;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Where a restore stands.
 *
 * <pre>
 * awaiting-approval ──▶ queued ──▶ running ──▶ completed ──▶ undone   the replaced database is back
 *        │                │           ├──────▶ failed                 nothing of it is left
 *        ├──▶ refused     │           │
 *        ├──▶ expired     │           │                               nobody decided in time
 *        └────────────────┴───────────┴──────▶ cancelled              nothing of it is left
 * </pre>
 */
public enum RestoreState {
    AWAITING_APPROVAL,
    QUEUED,
    RUNNING,
    COMPLETED,
    FAILED,
    REFUSED,
    EXPIRED,
    CANCELLED,
    UNDONE;

    /** The states that may follow. */
    public Set<RestoreState> next() {
        return switch (this) {
            case AWAITING_APPROVAL -> EnumSet.of(QUEUED, REFUSED, EXPIRED, CANCELLED);
            case QUEUED -> EnumSet.of(RUNNING, FAILED, CANCELLED);
            case RUNNING -> EnumSet.of(COMPLETED, FAILED, CANCELLED);
            case COMPLETED -> EnumSet.of(UNDONE);
            case FAILED, REFUSED, EXPIRED, CANCELLED, UNDONE -> EnumSet.noneOf(RestoreState.class);
        };
    }

    /** Whether the restoring itself has ended, well or not. */
    public boolean isOver() {
        return switch (this) {
            case AWAITING_APPROVAL, QUEUED, RUNNING -> false;
            case COMPLETED, FAILED, REFUSED, EXPIRED, CANCELLED, UNDONE -> true;
        };
    }

    RestoreState to(RestoreState following) {
        if (!next().contains(following)) {
            throw new IllegalStateException("a restore that is " + word() + " does not become " + following.word());
        }
        return following;
    }

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<RestoreState> of(String word) {
        return Arrays.stream(values())
                .filter(state -> state.word().equals(word))
                .findFirst();
    }
}
