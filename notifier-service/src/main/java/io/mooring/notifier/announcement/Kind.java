package io.mooring.notifier.announcement;

import java.time.Duration;
import java.util.Locale;

/** What is announced of a window. Of two that are due at the same moment the one that stands later here is the newer truth. */
enum Kind {
    DAY_BEFORE,
    HOUR_BEFORE,
    STARTS,
    CHANGED,
    EXTENDED,
    OVERDUE,
    CANCELLED,
    DONE;

    /** How long before the start a reminder is due; nothing for what is no reminder. */
    Duration ahead() {
        return switch (this) {
            case DAY_BEFORE -> Duration.ofHours(24);
            case HOUR_BEFORE -> Duration.ofHours(1);
            case STARTS, CHANGED, EXTENDED, OVERDUE, CANCELLED, DONE -> Duration.ZERO;
        };
    }

    boolean isReminder() {
        return !ahead().isZero();
    }

    boolean isTheLast() {
        return this == CANCELLED || this == DONE;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
