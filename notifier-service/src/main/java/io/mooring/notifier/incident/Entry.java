package io.mooring.notifier.incident;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of an incident's timeline; never changed, never deleted.
 *
 * @param by who did it; null when the clock or an alert did
 * @param reference id of the alert or the conversation it is about; null for none
 */
record Entry(
        Instant at,
        What what,
        @Nullable String by,
        String words,
        @Nullable String reference) {

    static final int WORDS = 10_000;
}
