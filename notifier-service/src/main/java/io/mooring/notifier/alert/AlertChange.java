package io.mooring.notifier.alert;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something worth telling happened to an alert.
 *
 * @param what the kind of change
 * @param after the alert as it now is
 * @param at when, by this service's clock
 * @param givenBack by whom; null for every other change, of which the alert itself says who it was
 */
public record AlertChange(
        What what, Alert after, Instant at, @Nullable GivenBack givenBack) {

    public AlertChange(What what, Alert after, Instant at) {
        this(what, after, at, null);
    }

    /** Who gave it back. {@code note} is empty when nothing was written. */
    public record GivenBack(String by, String note) {}

    /** The kinds of change. A report that says nothing new is none. */
    public enum What {
        RAISED,
        /** Graver than before: whoever acknowledged it did not acknowledge this. */
        ESCALATED,
        /** Graver than last heard, but not than it was lately: whoever was told of that is not called again. */
        RELAPSED,
        /** Other words or labels, a lesser severity, or it began to flap. */
        UPDATED,
        ACKNOWLEDGED,
        /** A person gave it back. */
        UNACKNOWLEDGED,
        RESOLVED,
        /** Told once; {@code after} is an alert that was never stored, RESOLVED from the start. */
        NEWS
    }
}
