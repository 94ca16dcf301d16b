package io.mooring.notifier;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whatever settings name as a destination must be one: that somebody is to be called at a place which is not there would be
 * found out at night.
 */
final class NamedDestinations {

    private final Set<String> known;
    private final List<String> faults = new ArrayList<>();

    NamedDestinations(Set<String> known) {
        this.known = new TreeSet<>(known);
    }

    /** @param key without the leading {@code notifier.} */
    NamedDestinations check(String key, Collection<String> names) {
        names.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.add("notifier." + key + ": there is no destination '" + name
                        + "'; notifier.destinations has " + known));
        return this;
    }

    /** @throws IllegalArgumentException with every key that names one which is not there, in words */
    void require() {
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("\n", faults));
        }
    }
}
