package io.mooring.notifier.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stretch of time with one person.
 *
 * @param person id; null: nobody
 */
record Shift(Instant from, Instant to, @Nullable String person, Because because) {

    boolean goesOnAs(Slot slot) {
        return because == slot.because() && java.util.Objects.equals(person, slot.person());
    }

    Shift until(Instant end) {
        return new Shift(from, end, person, because);
    }
}
