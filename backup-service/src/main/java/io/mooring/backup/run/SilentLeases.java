package io.mooring.backup.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds dead owners whose lease still runs by the clock, because the clock went back since they renewed it. Whoever lives renews within the
 * time of a lease, and by that changes it; so a lease that stays as it is for that long, by a clock that never goes back, is a dead one's.
 */
final class SilentLeases {

    /** @param table where it is */
    record Held(String table, String id, String owner, Instant until) {}

    private final long patience;
    private Map<Held, Long> seenSince = Map.of();

    SilentLeases(Duration lease) {
        this.patience = lease.toNanos();
    }

    /**
     * Those that stayed as they are for long enough; to be asked again and again.
     *
     * @param tooFar all leases that end later than one that is given now would
     * @param nanos of {@link System#nanoTime()}
     */
    List<Held> among(Collection<Held> tooFar, long nanos) {
        Map<Held, Long> now = new HashMap<>();
        tooFar.forEach(held -> now.put(held, seenSince.getOrDefault(held, nanos)));
        seenSince = now;
        return now.entrySet().stream()
                .filter(seen -> nanos - seen.getValue() >= patience)
                .map(Map.Entry::getKey)
                .toList();
    }
}
