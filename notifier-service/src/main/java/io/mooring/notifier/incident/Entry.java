package io.mooring.notifier.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of an incident's timeline; never changed, never deleted.
 *
 * @param by who did it; null when the clock or an alert did
 * @param reference the alert's id, or the delivery that it is about, as {@code delivery/<id>}; null for none
 */
record Entry(
        Instant at,
        What what,
        @Nullable String by,
        String words,
        @Nullable String reference) {

    static final int WORDS = 10_000;
}
