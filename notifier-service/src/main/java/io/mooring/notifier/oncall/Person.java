package io.mooring.notifier.oncall;

import java.time.ZoneId;
import java.util.List;

/**
 * Somebody who can be called.
 *
 * @param id as settings name it
 * @param name as people read it
 * @param destinations names of destinations that reach this person, all of which are told; empty: cannot be called
 * @param zone where the person lives, for times in messages
 */
public record Person(String id, String name, List<String> destinations, ZoneId zone) {

    public Person {
        destinations = List.copyOf(destinations);
    }
}
