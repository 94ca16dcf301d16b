package io.mooring.notifier.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Who it is at a moment, and until when nothing changes.
 *
 * @param person id; null: nobody
 * @param until after the moment asked for; {@link Instant#MAX}: for ever
 */
record Slot(@Nullable String person, Because because, Instant until) {

    static Slot nobody(Instant until) {
        return new Slot(null, Because.NOBODY, until);
    }

    Slot notAfter(Instant end) {
        return end.isBefore(until) ? new Slot(person, because, end) : this;
    }
}
