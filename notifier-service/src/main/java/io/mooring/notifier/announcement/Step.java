package io.mooring.notifier.announcement;

import java.time.Instant;
import java.util.Set;

/** What a change of a window does to its announcements. */
sealed interface Step {

    /** To be told then; one that is planned already is moved. */
    record Plan(Kind kind, Instant dueAt, boolean waits) implements Step {

        static Plan of(Kind kind, Instant dueAt) {
            return new Plan(kind, dueAt, false);
        }
    }

    /** Planned ones of these kinds are not told. */
    record Drop(Set<Kind> kinds, String why) implements Step {

        public Drop {
            kinds = Set.copyOf(kinds);
        }
    }
}
