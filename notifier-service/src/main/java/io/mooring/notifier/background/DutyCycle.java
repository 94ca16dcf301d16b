package io.mooring.notifier.background;

import java.time.Duration;

/**
 * How long to rest between two rounds of work: as long as keeps all rounds to a part of the time, so that a round which takes
 * long comes more seldom.
 *
 * @param shortest rest
 * @param longest rest, however long a round took
 * @param rests so many times as long as the round took
 */
public record DutyCycle(Duration shortest, Duration longest, int rests) {

    public Duration rest(Duration took) {
        Duration rest = took.multipliedBy(rests);
        if (rest.compareTo(shortest) < 0) {
            return shortest;
        }
        return rest.compareTo(longest) > 0 ? longest : rest;
    }
}
