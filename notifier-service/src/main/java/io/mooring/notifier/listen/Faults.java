package io.mooring.notifier.listen;

import java.util.ArrayList;
import java.util.List;

/** What is wrong with rules, gathered so that all of it is told at once. */
final class Faults {

    private static final int MOST = 100;

    private final List<String> all;
    private final String place;

    Faults() {
        this(new ArrayList<>(), "");
    }

    private Faults(List<String> all, String place) {
        this.all = all;
        this.place = place;
    }

    /** The same faults, told as being at a place within this one. */
    Faults at(String name) {
        return new Faults(all, place.isEmpty() ? name : place + ", " + name);
    }

    void add(String words) {
        String fault = place.isEmpty() ? words : place + ": " + words;
        if (all.size() < MOST && !all.contains(fault)) {
            all.add(fault);
        }
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    List<String> all() {
        return List.copyOf(all);
    }

    /** @throws WrongRules when there are any */
    void throwIfAny() {
        if (!all.isEmpty()) {
            throw new WrongRules(all());
        }
    }
}
