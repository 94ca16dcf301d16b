package io.mooring.notifier.input;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What was posted.
 *
 * @param contentType as sent, or empty
 * @param headers names in lower case, first values
 */
record Payload(String contentType, Map<String, String> headers, byte[] body) {

    static Payload of(@Nullable String contentType, Map<String, String> headers, byte[] body) {
        Map<String, String> lower = new TreeMap<>();
        headers.forEach((name, value) -> lower.put(name.toLowerCase(Locale.ROOT), value));
        return new Payload(contentType == null ? "" : contentType, lower, body);
    }

    /** Type and subtype in lower case, without parameters. */
    String mediaType() {
        return contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
