package io.mooring.notifier.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/**
 * The wait a provider asks for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3">RFC 9110, Retry-After</a>
 */
public final class RetryAfter {

    private static final Duration SHORTEST = Duration.ofSeconds(1);

    /** Whoever asks for more is tried once an hour: an alert cannot wait for a header somebody got wrong. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /**
     * From one second to one hour.
     *
     * @param header seconds or an HTTP date
     * @return null when there is no header, or none that says a time
     */
    public static @Nullable Duration of(@Nullable String header, Instant now) {
        if (header == null) {
            return null;
        }
        String words = header.strip();
        if (words.matches("[0-9]+")) {
            return words.length() > 9 ? LONGEST : clamp(Duration.ofSeconds(Long.parseLong(words)));
        }
        try {
            ZonedDateTime until = ZonedDateTime.parse(words, DateTimeFormatter.RFC_1123_DATE_TIME);
            return clamp(Duration.between(now, until.toInstant()));
        } catch (DateTimeParseException noTime) {
            return null;
        }
    }

    private static Duration clamp(Duration wait) {
        if (wait.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
