package io.mooring.embedded.pagerduty;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

/** How many events one routing key may send within some time. Off until it is switched on. */
final class CallsOfKeys {

    private final InstantSource clock;
    private final Map<String, ArrayDeque<Instant>> calls = new HashMap<>();
    private int most = Integer.MAX_VALUE;
    private Duration within = Duration.ZERO;

    CallsOfKeys(InstantSource clock) {
        this.clock = clock;
    }

    synchronized void limit(int newMost, Duration newWithin) {
        most = newMost;
        within = newWithin;
        calls.clear();
    }

    /** Whether the key may send one more, which then counts. */
    synchronized boolean take(String routingKey) {
        if (within.isZero()) {
            return true;
        }
        Instant now = clock.instant();
        ArrayDeque<Instant> before = calls.computeIfAbsent(routingKey, key -> new ArrayDeque<>());
        while (!before.isEmpty() && !before.getFirst().isAfter(now.minus(within))) {
            before.removeFirst();
        }
        return before.size() < most && before.add(now);
    }
}
