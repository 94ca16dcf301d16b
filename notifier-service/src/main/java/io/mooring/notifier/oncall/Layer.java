package io.mooring.notifier.oncall;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A rotation that holds at some hours, or always.
 *
 * @param only null: always
 */
record Layer(Rotation rotation, @Nullable Hours only) {

    Slot at(Instant now) {
        if (only == null) {
            return rotation.at(now);
        }
        Hours.Span span = only.at(now);
        return span.open() ? rotation.at(now).notAfter(span.until()) : Slot.nobody(span.until());
    }
}
