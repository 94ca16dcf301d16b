package io.mooring.notifier.match;

import io.mooring.notifier.alert.Severity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One condition on one label, as {@code severity=critical}, {@code team!=web}, {@code service=~api.*}. A label that is not
 * there has the empty value. Patterns are RE2's and concern the whole value.
 */
public final class Matcher {

    static final int LABEL = 100;
    static final int VALUE = 500;
    private static final List<String> SEVERITIES = Arrays.stream(Severity.values())
            .map(severity -> severity.name().toLowerCase(Locale.ROOT))
            .toList();
    /** No label has these: who matches both matches whatever comes. */
    private static final List<String> PROBES = List.of("q7-Zx/0.k_w", "5 %");

    private final String label;
    private final Operator operator;
    private final String value;
    private final @Nullable BoundedPattern pattern;

    private Matcher(String label, Operator operator, String value) {
        this.label = label;
        this.operator = operator;
        this.value = value;
        this.pattern = operator.isPattern() ? BoundedPattern.of(value) : null;
    }

    /** @throws InvalidMatcherException in words */
    public static Matcher of(String label, Operator operator, String value) {
        if (label.isEmpty() || label.length() > LABEL || label.chars().anyMatch(Matcher::cannotName)) {
            throw new InvalidMatcherException("a label's name has 1 to " + LABEL
                    + " characters and none of = ! ~ \" or white space: '" + shown(label) + "'");
        }
        if (value.length() > VALUE || value.chars().anyMatch(Character::isISOControl)) {
            throw new InvalidMatcherException(
                    "a label's value has at most " + VALUE + " characters, all of them visible");
        }
        return new Matcher(label, operator, label.equals(Labelled.SEVERITY) ? severity(operator, value) : value);
    }

    /** @throws InvalidMatcherException in words */
    public static Matcher parse(String text) {
        String condition = text.strip();
        int at = firstSign(condition);
        if (at < 0) {
            throw new InvalidMatcherException(
                    "a condition is label=value, label!=value, label=~pattern or label!~pattern, not '"
                            + shown(condition) + "'");
        }
        boolean two = condition.charAt(at) == '!' || condition.startsWith("=~", at);
        int end = Math.min(condition.length(), at + (two ? 2 : 1));
        return of(
                condition.substring(0, at).strip(),
                Operator.of(condition.substring(at, end)),
                unquoted(condition.substring(end).strip()));
    }

    private static int firstSign(String condition) {
        for (int i = 0; i < condition.length(); i++) {
            if (condition.charAt(i) == '=' || condition.charAt(i) == '!') {
                return i;
            }
        }
        return -1;
    }

    /** Alertmanager's way of writing is understood. */
    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    private static boolean cannotName(int character) {
        return "=!~\"".indexOf(character) >= 0
                || Character.isWhitespace(character)
                || Character.isISOControl(character);
    }

    /** A severity that does not exist would silently match nothing. */
    private static String severity(Operator operator, String value) {
        if (operator.isPattern()) {
            return value;
        }
        String lower = value.toLowerCase(Locale.ROOT);
        if (!SEVERITIES.contains(lower)) {
            throw new InvalidMatcherException(
                    "a severity is " + String.join(", ", SEVERITIES) + ", not '" + shown(value) + "'");
        }
        return lower;
    }

    private static String shown(String text) {
        String visible = text.codePoints()
                .map(character -> Character.isISOControl(character) ? ' ' : character)
                .limit(60)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return visible.length() < text.length() ? visible + "…" : visible;
    }

    public String label() {
        return label;
    }

    public Operator operator() {
        return operator;
    }

    public String value() {
        return value;
    }

    public boolean matches(Labelled labelled) {
        return fits(labelled.value(label));
    }

    /** Whether this value of its label fulfils it; empty for a label that is not there. */
    public boolean fits(String actual) {
        boolean same = pattern == null ? actual.equals(value) : pattern.matches(actual);
        return same != operator.isNegative();
    }

    /** The condition that holds where this one does not. */
    public Matcher opposite() {
        return new Matcher(label, operator.opposite(), value);
    }

    /** Whether it leaves out most alerts there could be: a negative one never does, nor one that takes any value or none. */
    boolean narrows() {
        if (operator.isNegative()) {
            return false;
        }
        return label.equals(Labelled.SEVERITY)
                ? !SEVERITIES.stream().allMatch(this::fits)
                : !fits("") && !PROBES.stream().allMatch(this::fits);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Matcher matcher
                && label.equals(matcher.label)
                && operator == matcher.operator
                && value.equals(matcher.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(label, operator, value);
    }

    /** As {@link #parse} reads it. */
    @Override
    public String toString() {
        boolean quotes = !value.equals(value.strip()) || value.startsWith("\"");
        return label + operator.sign() + (quotes ? '"' + value + '"' : value);
    }
}
