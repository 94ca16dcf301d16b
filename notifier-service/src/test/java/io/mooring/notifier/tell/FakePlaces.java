package io.mooring.notifier.tell;

import io.mooring.notifier.message.Destination;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Destinations of a test. */
final class FakePlaces implements Places {

    private final Map<String, Destination> known = new HashMap<>();
    private final Set<String> unconfigured = new HashSet<>();

    FakePlaces(String... names) {
        for (String name : names) {
            known.put(name, new Destination(name, name, "", "", null));
        }
    }

    void unconfigured(String name, @Nullable String standIn) {
        known.put(name, new Destination(name, name, "", "", standIn));
        unconfigured.add(name);
    }

    void standIn(String name, String standIn) {
        known.put(name, new Destination(name, name, "", "", standIn));
    }

    @Override
    public Optional<Destination> named(String name) {
        return Optional.ofNullable(known.get(name));
    }

    @Override
    public Set<String> names() {
        return Set.copyOf(known.keySet());
    }

    @Override
    public boolean isConfigured(Destination destination) {
        return !unconfigured.contains(destination.name());
    }
}
