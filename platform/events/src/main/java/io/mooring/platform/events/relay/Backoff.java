package io.mooring.platform.events.relay;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Pauses that double up to a longest one, each shortened by chance to between half and the whole of it, so that keys
 * which failed together do not come back together.
 */
record Backoff(Duration first, Duration longest) {

    Duration after(int failures, RandomGenerator random) {
        long whole = first.toMillis() << Math.min(Math.max(failures - 1, 0), 20);
        long capped = Math.min(whole, longest.toMillis());
        return Duration.ofMillis(capped / 2 + random.nextLong(capped / 2 + 1));
    }
}
