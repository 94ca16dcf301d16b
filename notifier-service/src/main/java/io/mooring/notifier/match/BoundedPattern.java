package io.mooring.notifier.match;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.MatchResult;

/**
 * A regular expression in RE2's syntax, which is matched in linear time whoever wrote it. Counted repetitions are written
 * out when RE2 reads them, so nested ones could take all memory: their product is bounded before it reads them.
 */
final class BoundedPattern {

    static final int LENGTH = 200;
    private static final long WRITTEN_OUT = 10_000;
    private static final java.util.regex.Pattern COUNTED =
            java.util.regex.Pattern.compile("\\{(\\d{1,9})(?:,(\\d{0,9}))?\\}");

    private final Pattern pattern;

    private BoundedPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** @throws InvalidMatcherException in words */
    static BoundedPattern of(String text) {
        if (text.length() > LENGTH) {
            throw new InvalidMatcherException("a pattern has at most " + LENGTH + " characters, not " + text.length());
        }
        if (writtenOut(text) > WRITTEN_OUT) {
            throw new InvalidMatcherException("the pattern's counted repetitions multiply to too much: " + text);
        }
        try {
            return new BoundedPattern(Pattern.compile(text));
        } catch (PatternSyntaxException wrong) {
            throw new InvalidMatcherException(
                    "the pattern '" + text + "' is no regular expression: " + wrong.getDescription());
        }
    }

    /** Repetitions side by side are counted as if one held the other: nobody needs so many. */
    private static long writtenOut(String text) {
        long product = text.length();
        for (MatchResult counted : COUNTED.matcher(text).results().toList()) {
            String most = counted.group(2) == null || counted.group(2).isEmpty() ? counted.group(1) : counted.group(2);
            product = Math.min(Integer.MAX_VALUE, product * Math.max(1, Long.parseLong(most)));
        }
        return product;
    }

    /** The whole value, as in Prometheus: {@code api} is not {@code api-1}. */
    boolean matches(String value) {
        return pattern.matches(value);
    }
}
