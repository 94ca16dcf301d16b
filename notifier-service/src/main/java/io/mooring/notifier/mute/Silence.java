package io.mooring.notifier.mute;

import io.mooring.notifier.match.Matchers;
import java.time.Instant;
import java.util.Comparator;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Somebody's wish not to be told for a while.
 *
 * @param owner who made it
 * @param version rises with every change
 * @param endsAt when the clock ends it; a repeating one mutes for the last time before it
 * @param repeats null for one that mutes from start to end
 * @param ended who ended it before its time, and when; null when nobody did
 */
record Silence(
        UUID id,
        Matchers matchers,
        String reason,
        String owner,
        Instant createdAt,
        Instant startsAt,
        Instant endsAt,
        @Nullable Repeats repeats,
        long version,
        @Nullable Ended ended) {

    record Ended(String by, Instant at) {}

    Silence {
        if (!endsAt.isAfter(startsAt)) {
            throw new IllegalArgumentException("A silence ends after it starts");
        }
    }

    SilenceState state(Instant now) {
        if (ended != null || !now.isBefore(endsAt)) {
            return SilenceState.EXPIRED;
        }
        return now.isBefore(startsAt) ? SilenceState.PENDING : SilenceState.ACTIVE;
    }

    boolean mutes(Instant now) {
        return state(now) == SilenceState.ACTIVE
                && (repeats == null || repeats.around(now).anyMatch(time -> time.holds(now)));
    }

    /** When it stops muting, of one that mutes now. */
    Instant mutesUntil(Instant now) {
        return repeats == null
                ? endsAt
                : repeats.around(now)
                        .filter(time -> time.holds(now))
                        .map(Repeats.Time::to)
                        .map(to -> to.isBefore(endsAt) ? to : endsAt)
                        .max(Comparator.naturalOrder())
                        .orElse(endsAt);
    }

    /** The next moment when it may begin or cease to mute; null when it never will again. */
    @Nullable
    Instant nextChange(Instant now) {
        if (state(now) == SilenceState.EXPIRED) {
            return null;
        }
        Stream<Instant> times =
                repeats == null ? Stream.of() : repeats.around(now).flatMap(time -> Stream.of(time.from(), time.to()));
        return Stream.concat(Stream.of(startsAt, endsAt), times)
                .filter(time -> time.isAfter(now))
                .min(Comparator.naturalOrder())
                .orElse(endsAt);
    }

    Silence endedBy(String person, Instant at) {
        return new Silence(
                id, matchers, reason, owner, createdAt, startsAt, endsAt, repeats, version, new Ended(person, at));
    }
}
