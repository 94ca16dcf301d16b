package io.mooring.notifier.alert;

import java.util.Locale;
import java.util.function.IntFunction;
import java.util.regex.Pattern;

/**
 * Text from outside, made fit to be kept, compared and told. Each of these takes as long as the text is, whatever is in it:
 * most are called where nothing may block.
 */
public final class OutsideText {

    /** Possessive, and any of it matches: nothing is looked at twice, as it is where the pattern asks for a line break in it. */
    private static final Pattern BLANKS = Pattern.compile("[\\s\\x{85}\\x{2028}\\x{2029}]++");

    private static final Pattern BREAK = Pattern.compile("\\R");
    private static final String BREAKS = "\t\n\u000b\f\r\u0085";
    private static final String UNKNOWN = "\uFFFD";

    private OutsideText() {}

    /** Line breaks with the white space around them are one space each. */
    public static String onOneLine(String text) {
        return BLANKS.matcher(text)
                .replaceAll(blanks -> BREAK.matcher(blanks.group()).find() ? " " : blanks.group());
    }

    /** Without control characters that are no line break or tab, and without marks that turn the direction of what follows. */
    public static String readable(String text) {
        return text.codePoints().allMatch(OutsideText::isReadable)
                ? text
                : text.codePoints()
                        .filter(OutsideText::isReadable)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    /** Whether a character may be shown: marks that turn the direction make one name look like another. */
    public static boolean isReadable(int code) {
        boolean turns = code >= 0x202A && code <= 0x202E || code >= 0x2066 && code <= 0x2069;
        return !turns && (!Character.isISOControl(code) || BREAKS.indexOf(code) >= 0);
    }

    /** Whether there is anything in it that a person sees. */
    public static boolean isSeen(String text) {
        return text.codePoints()
                .anyMatch(code -> isReadable(code)
                        && !Character.isWhitespace(code)
                        && !Character.isSpaceChar(code)
                        && Character.getType(code) != Character.FORMAT);
    }

    /** With an ellipsis when it is longer than so many characters. PostgreSQL's text cannot hold NUL. */
    public static String cut(String text, int most) {
        String clean = whole(text.replace("\0", ""));
        return clean.length() <= most ? clean : first(clean, most - 1) + "…";
    }

    /** Its first characters, at most so many; no surrogate pair is torn apart. */
    public static String first(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most);
    }

    /** Whether it is text at all: JSON can name half a surrogate pair, which no encoding has. */
    public static boolean isWhole(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                return text.codePoints().noneMatch(OutsideText::isHalf);
            }
        }
        return true;
    }

    /** As it can be kept: the database's driver would write a question mark for half a surrogate pair, and find it no more. */
    public static String whole(String text) {
        return withHalvesAs(text, half -> UNKNOWN);
    }

    /** The same for what tells one thing from another: different texts stay different. */
    public static String spelled(String text) {
        return withHalvesAs(text, half -> String.format(Locale.ROOT, "\\u%04x", half));
    }

    private static String withHalvesAs(String text, IntFunction<String> shown) {
        if (isWhole(text)) {
            return text;
        }
        StringBuilder all = new StringBuilder(text.length());
        text.codePoints().forEach(code -> {
            if (isHalf(code)) {
                all.append(shown.apply(code));
            } else {
                all.appendCodePoint(code);
            }
        });
        return all.toString();
    }

    private static boolean isHalf(int code) {
        return code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE;
    }
}
