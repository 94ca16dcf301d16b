package io.mooring.local.bench;

import java.time.Duration;
import java.util.List;

/**
 * Measured times, shortest first.
 *
 * @param late how many of them are lower bounds only, because their end was not seen
 */
record Latencies(List<Duration> sorted, int late) {

    Latencies {
        if (sorted.isEmpty()) {
            throw new IllegalArgumentException("Nothing was measured");
        }
        sorted = sorted.stream().sorted().toList();
    }

    /** Milliseconds that this share of all took at most (nearest rank). */
    double millis(double share) {
        int rank = Math.max(1, (int) Math.ceil(share * sorted.size()));
        return sorted.get(rank - 1).toNanos() / 1e6;
    }
}
