package io.mooring.monitor.sample;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalDouble;

/** Turns a counter that only grows into a rate. A counter that shrank was reset, and says nothing this time. */
final class Rate {

    private static final double NANOS = 1e9;

    private boolean known;
    private long last;
    private Instant at = Instant.EPOCH;

    /** @return units each second since the reading before, when there was one and time has passed */
    OptionalDouble next(long counter, Instant now) {
        double seconds = Duration.between(at, now).toNanos() / NANOS;
        boolean usable = known && seconds > 0 && counter >= last;
        double rate = usable ? (counter - last) / seconds : 0;
        known = true;
        last = counter;
        at = now;
        return usable ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }
}
