package io.mooring.backup.drill;

import java.util.Locale;

/** What became of a step. */
enum StepOutcome {
    PENDING,
    /** A person is to do or to confirm it. */
    WAITING,
    /** Begun. */
    RUNNING,
    DONE,
    /** A dry run: it could be done. */
    READY,
    /** A dry run: it could not; otherwise: it was tried in vain. */
    FAILED,
    /** Not done, for a reason that is no fault. */
    SKIPPED,
    /** Nobody knows. */
    UNKNOWN;

    boolean isOver() {
        return switch (this) {
            case PENDING, WAITING, RUNNING -> false;
            case DONE, READY, FAILED, SKIPPED, UNKNOWN -> true;
        };
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
