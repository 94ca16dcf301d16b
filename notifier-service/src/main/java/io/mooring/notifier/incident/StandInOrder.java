package io.mooring.notifier.incident;

import io.mooring.notifier.message.Destination;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/** Who is called instead of whom. */
final class StandInOrder {

    private final Function<String, Optional<Destination>> named;
    private final Predicate<Destination> configured;
    private final Predicate<String> phones;

    /**
     * @param configured false for one that lacks its settings: nothing could be sent there
     * @param phones which destinations, by name, wake people when something begins there
     */
    StandInOrder(
            Function<String, Optional<Destination>> named,
            Predicate<Destination> configured,
            Predicate<String> phones) {
        this.named = named;
        this.configured = configured;
        this.phones = phones;
    }

    /**
     * The next that stands in and could be told. Settings let none lead back to itself.
     *
     * @param mayPhone false: not one that wakes people
     */
    Optional<String> after(String destination, boolean mayPhone) {
        return named.apply(destination)
                .flatMap(found -> Optional.ofNullable(found.standIn()))
                .flatMap(named)
                .flatMap(next -> configured.test(next) && (mayPhone || !phones.test(next.name()))
                        ? Optional.of(next.name())
                        : after(next.name(), mayPhone));
    }
}
