package io.mooring.notifier.oncall;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everybody, every schedule and the levels of escalation, as settings say and proved to fit together.
 *
 * @param levels lowest first
 */
record Roster(Map<String, Person> people, Map<String, Schedule> schedules, List<Level> levels) {

    /** Exactly one of schedule and person. */
    record Level(
            String name,
            @Nullable String schedule,
            @Nullable String person) {}

    Roster {
        people = Map.copyOf(people);
        schedules = java.util.Collections.unmodifiableMap(new java.util.TreeMap<>(schedules));
        levels = List.copyOf(levels);
    }

    /** Null for nobody, and for somebody of a former cover whom settings no longer name: nobody can call those. */
    @Nullable
    Person person(@Nullable String id) {
        return id == null ? null : people.get(id);
    }

    /** By id or name; of somebody who answered elsewhere the name says where. */
    Optional<Person> named(String who) {
        String name = who.replaceFirst(" \\([^()]*\\)$", "").strip();
        return Optional.ofNullable(people.get(name)).or(() -> people.values().stream()
                .filter(person -> person.name().equalsIgnoreCase(name))
                .findFirst());
    }
}
