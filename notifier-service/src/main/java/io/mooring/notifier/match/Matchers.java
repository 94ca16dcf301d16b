package io.mooring.notifier.match;

import io.mooring.notifier.alert.Alert;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conditions that must all hold; none at all hold for every alert.
 *
 * @param all at most {@value #MOST}
 */
public record Matchers(List<Matcher> all) {

    public static final int MOST = 20;

    public static final Matchers NONE = new Matchers(List.of());

    public Matchers {
        if (all.size() > MOST) {
            throw new InvalidMatcherException("there are at most " + MOST + " conditions, not " + all.size());
        }
        all = List.copyOf(all);
    }

    /**
     * Reads conditions such as {@code severity=critical}, {@code team!=web}, {@code service=~api.*}.
     *
     * @throws InvalidMatcherException in words, for the first that is wrong
     */
    public static Matchers parse(@Nullable List<String> conditions) {
        return conditions == null
                ? NONE
                : new Matchers(conditions.stream().map(Matcher::parse).toList());
    }

    public boolean matches(Labelled labelled) {
        for (Matcher matcher : all) {
            if (!matcher.matches(labelled)) {
                return false;
            }
        }
        return true;
    }

    public boolean matches(Alert alert) {
        return matches(Labelled.of(alert));
    }

    /** The first condition that does not hold, for telling why; null when all hold. */
    public @Nullable Matcher firstThatFails(Labelled labelled) {
        return all.stream()
                .filter(matcher -> !matcher.matches(labelled))
                .findFirst()
                .orElse(null);
    }

    /** Whether they take in every alert, or nearly: none of them asks for a value that most alerts lack. */
    public boolean matchAlmostEverything() {
        return all.stream().noneMatch(Matcher::narrows);
    }

    /** The same conditions but for those on this label. */
    public Matchers without(String label) {
        return new Matchers(
                all.stream().filter(matcher -> !matcher.label().equals(label)).toList());
    }

    /** For the settings and the API: as {@link #parse} reads them. */
    public List<String> texts() {
        return all.stream().map(Matcher::toString).toList();
    }

    @Override
    public String toString() {
        return all.stream().map(Matcher::toString).collect(Collectors.joining(", "));
    }
}
