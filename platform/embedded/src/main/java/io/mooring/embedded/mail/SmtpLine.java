package io.mooring.embedded.mail;

import java.util.Locale;
import java.util.Map;

/**
 * A line as it came.
 *
 * @param text without its end; of a line that is far too long, how it begins
 * @param octets its length, its end included
 */
record SmtpLine(String text, int octets) {

    private static final int COMMAND = 512;
    private static final int TEXT = 1_000;

    /**
     * Commands that extensions make longer: MAIL by 26 for SIZE (RFC 1870), 17 for 8BITMIME (RFC 6152), 500 for AUTH
     * (RFC 4954).
     */
    private static final Map<String, Integer> LONGER_COMMANDS = Map.of("MAIL", COMMAND + 26 + 17 + 500);

    /** Its first word. */
    String verb() {
        int end = text.indexOf(' ');
        return (end < 0 ? text : text.substring(0, end)).toUpperCase(Locale.ROOT);
    }

    /** RFC 5321, 4.5.3.1.4. */
    boolean isTooLongForACommand() {
        return octets > LONGER_COMMANDS.getOrDefault(verb(), COMMAND);
    }

    /** RFC 5321, 4.5.3.1.6: the dot that is put before another is not counted. */
    boolean isTooLongForText() {
        return octets - (text.startsWith(".") ? 1 : 0) > TEXT;
    }
}
