package io.mooring.backup.run;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a run stands.
 *
 * <pre>
 * queued ──▶ running ──▶ completed   every location has it
 *    │          ├──────▶ partial     at least one location has it, at least one has not; ──▶ completed when those
 *    │          │                    copies have been made up from another location
 *    │          ├──────▶ failed      nobody has it
 *    └──────────┴──────▶ cancelled   a person stopped it; nobody has it
 * </pre>
 */
public enum RunState {
    QUEUED,
    RUNNING,
    COMPLETED,
    PARTIAL,
    FAILED,
    CANCELLED;

    /** The states that may follow. */
    public Set<RunState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, CANCELLED);
            case RUNNING -> EnumSet.of(COMPLETED, PARTIAL, FAILED, CANCELLED);
            case PARTIAL -> EnumSet.of(PARTIAL, COMPLETED);
            case COMPLETED, FAILED, CANCELLED -> EnumSet.noneOf(RunState.class);
        };
    }

    /** Whether nobody works on a run in this state any more; only missing copies may still be made up. */
    public boolean isOver() {
        return switch (this) {
            case QUEUED, RUNNING -> false;
            case COMPLETED, PARTIAL, FAILED, CANCELLED -> true;
        };
    }

    /** Whether a backup is there. */
    public boolean hasBackup() {
        return switch (this) {
            case COMPLETED, PARTIAL -> true;
            case QUEUED, RUNNING, FAILED, CANCELLED -> false;
        };
    }

    RunState to(RunState following) {
        if (!next().contains(following)) {
            throw new IllegalStateException("a run that is " + word() + " does not become " + following.word());
        }
        return following;
    }

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
