package io.mooring.embedded.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/** How fast one may post to one channel, or call one method: so many at once, then one in each interval. Off until it is switched on. */
final class SlackPace {

    private final InstantSource clock;
    private final Map<String, Instant> emptyAt = new HashMap<>();
    private int burst;
    private Duration every = Duration.ZERO;

    SlackPace(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void limit(int newBurst, Duration newEvery) {
        burst = newBurst;
        every = newEvery;
        emptyAt.clear();
    }

    /** Seconds to wait, rounded up; 0 when the call may go on, which then counts. */
    synchronized int take(String what) {
        if (every.isZero()) {
            return 0;
        }
        Instant now = clock.instant();
        Instant before = emptyAt.getOrDefault(what, now);
        Instant after = (before.isBefore(now) ? now : before).plus(every);
        Duration over = Duration.between(now.plus(every.multipliedBy(burst)), after);
        if (over.isPositive()) {
            return Math.toIntExact(Math.max(1, over.plusMillis(999).toSeconds()));
        }
        emptyAt.put(what, after);
        return 0;
    }
}
