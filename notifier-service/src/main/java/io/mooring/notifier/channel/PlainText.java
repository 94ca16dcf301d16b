package io.mooring.notifier.channel;

import io.mooring.notifier.alert.OutsideText;

/**
 * Text from outside as it may go to a provider: without control characters, without marks that turn the direction of what
 * follows (they make one name look like another), and no longer than fits.
 */
public final class PlainText {

    private PlainText() {}

    /** On one line: every run of white space is one space. */
    public static String line(String text, int most) {
        return lines(text, most).replaceAll("\\s+", " ").strip();
    }

    /** With its line breaks and tabs. */
    public static String lines(String text, int most) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), most));
        for (int at = 0; at < text.length(); ) {
            int code = text.codePointAt(at);
            at += Character.charCount(code);
            if (mayStay(code)) {
                int shown = isHalf(code) ? 0xFFFD : code;
                if (clean.length() + Character.charCount(shown) > most - 1 && at < text.length()) {
                    return clean.append('…').toString();
                }
                clean.appendCodePoint(shown);
            }
        }
        return clean.toString();
    }

    private static boolean mayStay(int code) {
        boolean breaks = code == '\n' || code == '\t';
        return breaks || !Character.isISOControl(code) && OutsideText.isReadable(code);
    }

    /** Half a surrogate pair is no character, and JSON writers throw at it. */
    private static boolean isHalf(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }
}
