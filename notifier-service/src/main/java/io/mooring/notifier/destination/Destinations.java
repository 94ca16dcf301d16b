package io.mooring.notifier.destination;

import io.mooring.notifier.message.Destination;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Every destination that settings name. */
public final class Destinations {

    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    private final Map<String, Destination> byName;

    private Destinations(Map<String, Destination> byName) {
        this.byName = byName;
    }

    /** @throws IllegalArgumentException with every fault of the settings, in words */
    public static Destinations of(Map<String, DestinationSettings> settings) {
        Map<String, Destination> byName = new TreeMap<>();
        settings.forEach((name, one) -> byName.put(name, one.named(name)));
        List<String> faults = new ArrayList<>();
        byName.values().forEach(destination -> {
            faults.addAll(own(destination));
            standIn(destination, byName).ifPresent(faults::add);
        });
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return new Destinations(byName);
    }

    private static List<String> own(Destination destination) {
        List<String> faults = new ArrayList<>();
        String key = key(destination);
        if (!isName(destination.name())) {
            faults.add(key + ": a name has up to 63 lower-case letters, digits and hyphens");
        }
        Optional<AddressForm> form = AddressForm.of(destination.channel());
        if (form.isEmpty()) {
            faults.add(key + ".channel is none of " + AddressForm.channels() + ": '" + destination.channel() + "'");
        }
        form.filter(known -> !known.fits(destination.address()))
                .ifPresent(known -> faults.add(key + ".address is " + known.words()));
        return faults;
    }

    private static Optional<String> standIn(Destination from, Map<String, Destination> all) {
        Set<String> seen = new HashSet<>(Set.of(from.name()));
        @Nullable String next = from.standIn();
        while (next != null) {
            Destination found = all.get(next);
            if (found == null) {
                // Told once, by the one that names it.
                return next.equals(from.standIn())
                        ? Optional.of(key(from) + ".stand-in: there is no destination '" + next + "'")
                        : Optional.empty();
            }
            if (!seen.add(next)) {
                return Optional.of(key(from) + ".stand-in leads back to '" + next + "'");
            }
            next = found.standIn();
        }
        return Optional.empty();
    }

    private static String key(Destination destination) {
        return "notifier.destinations." + destination.name();
    }

    /** Whether settings could name a destination so. */
    public static boolean isName(String text) {
        return text.matches(NAME);
    }

    public Optional<Destination> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** @throws UnknownDestinationException when settings do not name it */
    public Destination named(String name) {
        return find(name).orElseThrow(() -> new UnknownDestinationException(name, byName.keySet()));
    }

    /** By name. */
    public Collection<Destination> all() {
        return List.copyOf(byName.values());
    }
}
