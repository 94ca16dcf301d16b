package io.mooring.notifier.oncall;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/**
 * Somebody takes the place of whoever's turn it is. Where two of one schedule overlap, the newer one holds: a swap within
 * a swap needs no undoing, and taking it back restores what was.
 *
 * @param id ordered by age
 * @param person who covers
 * @param from first moment
 * @param to first moment after
 * @param covers ids of those whose turn it was when it was arranged
 */
record Cover(
        UUID id,
        String schedule,
        String person,
        Instant from,
        Instant to,
        String reason,
        String by,
        Instant createdAt,
        List<String> covers) {

    Cover {
        covers = List.copyOf(covers);
        if (!to.isAfter(from)) {
            throw new IllegalArgumentException("A cover ends after it begins");
        }
    }

    /** One by somebody whom settings know no more counts for nothing: nobody can call them. */
    boolean isPassedOver(Roster roster) {
        return roster.person(person) == null;
    }

    boolean holdsAt(Instant now) {
        return !now.isBefore(from) && now.isBefore(to);
    }
}
