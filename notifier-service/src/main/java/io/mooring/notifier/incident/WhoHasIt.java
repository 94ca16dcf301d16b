package io.mooring.notifier.incident;

import io.mooring.notifier.oncall.People;
import io.mooring.notifier.oncall.Person;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is reminded of an incident at destinations of their own, where no channel can be told. Nobody is phoned for that. */
final class WhoHasIt {

    private final People people;
    private final Predicate<String> phones;
    private final Predicate<String> canBeTold;

    /**
     * @param phones which destinations, by name, wake people when something begins there
     * @param canBeTold those that have their settings
     */
    WhoHasIt(People people, Predicate<String> phones, Predicate<String> canBeTold) {
        this.people = people;
        this.phones = phones;
        this.canBeTold = canBeTold;
    }

    boolean canBeTold(List<String> destinations) {
        return destinations.stream().anyMatch(canBeTold);
    }

    /** Ids of whoever responds, commands or speaks for it, and where they read; without those whom settings do not know. */
    Map<String, List<String>> of(Incident incident) {
        return Stream.of(
                        incident.response().by(),
                        incident.roles().get(Role.COMMANDER),
                        incident.roles().get(Role.COMMUNICATIONS))
                .filter(Objects::nonNull)
                .flatMap(who -> people.named(who).stream())
                .distinct()
                .filter(person -> !quietly(person).isEmpty())
                .collect(Collectors.toMap(Person::id, this::quietly));
    }

    private List<String> quietly(Person person) {
        return person.destinations().stream()
                .filter(phones.negate())
                .filter(canBeTold)
                .toList();
    }
}
