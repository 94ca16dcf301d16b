package io.mooring.notifier.incident;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far up people were called.
 *
 * @param level index of the last level that was called or found empty; -1 before the first
 * @param name of the last level at which somebody was called; null before
 * @param exhausted every level was called, and nobody responded
 * @param called who was called, by id, at which destinations: they are told when it is over
 */
record Escalation(int level, @Nullable String name, boolean exhausted, Map<String, List<String>> called) {

    static final Escalation NOT_YET = new Escalation(-1, null, false, Map.of());

    Escalation {
        called = java.util.Collections.unmodifiableMap(new TreeMap<>(called));
    }

    Escalation calling(int number, String levelName, String person, List<String> destinations) {
        return new Escalation(number, levelName, false, with(person, destinations));
    }

    /** Somebody was called where another destination should have reached them. */
    Escalation alsoAt(String person, String destination) {
        return new Escalation(level, name, exhausted, with(person, List.of(destination)));
    }

    /** Where they were told before they are told how it goes on. */
    private Map<String, List<String>> with(String person, List<String> destinations) {
        Set<String> where = new LinkedHashSet<>(called.getOrDefault(person, List.of()));
        where.addAll(destinations);
        Map<String, List<String>> all = new TreeMap<>(called);
        all.put(person, List.copyOf(where));
        return all;
    }

    Escalation exhaustedAt(int number) {
        return new Escalation(number, name, true, called);
    }

    /** From the first level again; those who were called stay known. */
    Escalation again() {
        return new Escalation(-1, null, false, called);
    }
}
