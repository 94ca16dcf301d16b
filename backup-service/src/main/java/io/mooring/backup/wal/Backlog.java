package io.mooring.backup.wal;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is sealed and has yet to go where, in order: at each location WAL grows without a gap. Of partial segments only the newest
 * goes. What lies everywhere is dropped. Safe for concurrent use.
 */
final class Backlog {

    private final Set<String> locations;
    private final TreeMap<WalObject, Set<String>> open = new TreeMap<>(WalObject.ORDER.thenComparing(WalObject::name));

    /** By whom an object is being brought somewhere: it stays, even if it has been superseded meanwhile. */
    private final Map<String, WalObject> underWay = new HashMap<>();

    Backlog(Collection<String> locations) {
        this.locations = Set.copyOf(locations);
    }

    /** What was found at the start, or has just been sealed. Wakes those who wait. */
    synchronized void add(WalObject object, Set<String> storedAt) {
        open.put(object, new HashSet<>(storedAt));
        dropDone();
        notifyAll();
    }

    /**
     * The next object for that location, which is under way from now on until it is stored, given up or the next one is asked for; empty
     * when the location has everything after that long.
     */
    synchronized Optional<WalObject> next(String location, long waitMillis) throws InterruptedException {
        underWay.remove(location);
        dropDone();
        Optional<WalObject> found = find(location);
        if (found.isEmpty()) {
            wait(waitMillis);
            found = find(location);
        }
        found.ifPresent(object -> underWay.put(location, object));
        return found;
    }

    private Optional<WalObject> find(String location) {
        return open.entrySet().stream()
                .filter(entry -> !entry.getValue().contains(location))
                .map(Map.Entry::getKey)
                .filter(object -> !isSuperseded(object))
                .findFirst();
    }

    private boolean isSuperseded(WalObject object) {
        return object.kind() == WalKind.PARTIAL && open.keySet().stream().anyMatch(object::isSupersededBy);
    }

    /** The location has it now. */
    synchronized void stored(WalObject object, String location) {
        underWay.remove(location);
        Set<String> at = open.get(object);
        if (at != null) {
            at.add(location);
        }
        dropDone();
    }

    /** Partial segments at the location of which it has more by now: they may be removed there. */
    synchronized List<WalObject> removable(String location) {
        List<WalObject> there = open.entrySet().stream()
                .filter(entry -> entry.getValue().contains(location))
                .map(Map.Entry::getKey)
                .toList();
        return there.stream()
                .filter(partial -> there.stream().anyMatch(partial::isSupersededBy))
                // With its last copy its row would go, and whoever is bringing it elsewhere could not note it there.
                .filter(partial -> !underWay.containsValue(partial))
                .toList();
    }

    /** It is nowhere any more, not even here: whoever comes after it need not wait. */
    synchronized void giveUp(WalObject object) {
        underWay.values().remove(object);
        open.remove(object);
        notifyAll();
    }

    /** The location no longer has it. */
    synchronized void removed(WalObject object, String location) {
        Set<String> at = open.get(object);
        if (at != null) {
            at.remove(location);
        }
        dropDone();
    }

    /** Where it is; empty also when it is unknown. */
    synchronized Set<String> storedAt(WalObject object) {
        return Set.copyOf(open.getOrDefault(object, Set.of()));
    }

    /** How many objects a location still waits for. */
    synchronized long waiting(String location) {
        return open.entrySet().stream()
                .filter(entry -> !entry.getValue().contains(location) && !isSuperseded(entry.getKey()))
                .count();
    }

    /** Objects that are still looked after, in order. */
    synchronized List<WalObject> objects() {
        return List.copyOf(open.keySet());
    }

    /** Whole segments and histories that lie everywhere, and partial ones that are superseded and lie nowhere, need nobody any more. */
    private void dropDone() {
        List<WalObject> done = open.entrySet().stream()
                .filter(entry -> entry.getKey().kind() == WalKind.PARTIAL
                        ? entry.getValue().isEmpty() && isSuperseded(entry.getKey())
                        : entry.getValue().containsAll(locations))
                .map(Map.Entry::getKey)
                .toList();
        done.stream()
                .filter(object -> !underWay.containsValue(object))
                .filter(object -> object.kind() == WalKind.PARTIAL || !supersedesAny(object))
                .forEach(open::remove);
    }

    private boolean supersedesAny(WalObject object) {
        return open.entrySet().stream()
                .anyMatch(entry -> entry.getKey().isSupersededBy(object)
                        && !entry.getValue().isEmpty());
    }
}
