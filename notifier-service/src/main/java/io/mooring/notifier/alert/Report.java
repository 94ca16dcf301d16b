package io.mooring.notifier.alert;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a source says about one thing at one time. Many reports make one episode.
 *
 * @param key what it is about, the same for every episode, such as {@code backup/plan-1}; 1 to 300 characters, as a row
 *     keeps them: it is looked for by them
 * @param says whether it is wrong, no longer wrong, or merely worth telling
 * @param severity of no meaning when it is no longer wrong
 * @param labels what routes, silences and inhibitions match on; at most 40, names up to 100 and values up to 500 characters
 * @param at when the source saw it
 * @param endsWhenQuietFor an episode of which no report says FIRING for so long is over; null when only a report ends it
 */
public record Report(
        String key,
        Says says,
        Severity severity,
        Words words,
        Map<String, String> labels,
        Instant at,
        Origin origin,
        @Nullable Duration endsWhenQuietFor) {

    public static final int KEY = 300;
    public static final int LABELS = 40;

    /** What a report says of its key. */
    public enum Says {
        /** It is wrong, now. */
        FIRING,
        /** It is no longer wrong. */
        RESOLVED,
        /** Told once and not followed up: there is no episode. */
        NEWS
    }

    public Report {
        if (key.isBlank() || key.length() > KEY) {
            throw new IllegalArgumentException("An alert's key has 1 to " + KEY + " characters");
        }
        if (labels.size() > LABELS) {
            throw new IllegalArgumentException("An alert has at most " + LABELS + " labels, not " + labels.size());
        }
        key = OutsideText.whole(key);
        // As exact as a row keeps it: what is compared with a row must not differ from it by a rounding.
        at = at.truncatedTo(ChronoUnit.MICROS);
        Map<String, String> kept = new TreeMap<>();
        labels.forEach((name, value) -> kept.put(OutsideText.cut(name, 100), OutsideText.cut(value, 500)));
        labels = Collections.unmodifiableMap(kept);
    }
}
