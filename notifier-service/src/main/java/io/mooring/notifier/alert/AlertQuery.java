package io.mooring.notifier.alert;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts a list shows.
 *
 * @param gravestFirst else newest first
 * @param words in title or key; empty for all
 * @param after only what comes after this one in the list's order; null for the beginning
 */
record AlertQuery(
        Set<AlertState> states,
        Set<Severity> severities,
        Map<String, String> labels,
        String words,
        boolean gravestFirst,
        @Nullable Place after) {

    /** Where an alert stands in a list. */
    record Place(int urgency, long position) {}
}
