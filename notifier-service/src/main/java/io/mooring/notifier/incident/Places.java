package io.mooring.notifier.incident;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * At which channels an incident is told. Its priority says so; but whoever was told when it had another one is told how it
 * goes on and that it is over, or would be left with a page that nobody ends.
 */
final class Places {

    private final IncidentSettings settings;
    private final Predicate<String> phones;

    /** @param phones which destinations, by name, wake people when something begins there */
    Places(IncidentSettings settings, Predicate<String> phones) {
        this.settings = settings;
        this.phones = phones;
    }

    List<String> of(Incident incident) {
        return settings.destinations().getOrDefault(incident.priority(), List.of());
    }

    /** Nobody is woken for what is left to do once it is over. */
    List<String> afterwards(Incident incident) {
        return of(incident).stream().filter(phones.negate()).toList();
    }

    /** Where it was told before the change and need not be told loudly any more. */
    List<String> former(Change change) {
        List<String> former = new ArrayList<>(toldBefore(change));
        former.removeAll(of(change.after()));
        return former;
    }

    /** To be remembered with the change; what is over is owed no further word. */
    List<String> told(Change change) {
        if (!change.after().state().isGoingOn()) {
            return List.of();
        }
        Set<String> all = new LinkedHashSet<>(toldBefore(change));
        all.addAll(change.after().told());
        if (change.tellings().stream().anyMatch(Telling.Channels.class::isInstance)) {
            all.addAll(of(change.after()));
        }
        return List.copyOf(all);
    }

    /** Rows that are older than this memory were told where their priority said. */
    private Set<String> toldBefore(Change change) {
        Incident before = change.before();
        if (before == null || !before.state().isGoingOn()) {
            return Set.of();
        }
        Set<String> told = new LinkedHashSet<>(before.told());
        told.addAll(of(before));
        return told;
    }
}
