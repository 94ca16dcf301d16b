package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterCanary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Two transactions, and a time between them: who recovers to that time has the first and not the second. */
public record CanaryPair(ClusterCanary before, ClusterCanary after) {

    /** Less is within what commits take. */
    private static final Duration LEAST = Duration.ofMillis(100);

    /**
     * The newest pair that can be told apart.
     *
     * @param canaries in the log's order
     */
    static Optional<CanaryPair> newest(List<ClusterCanary> canaries) {
        Optional<CanaryPair> found = Optional.empty();
        Instant latest = Instant.MIN;
        for (int i = 0; i + 1 < canaries.size(); i++) {
            CanaryPair pair = new CanaryPair(canaries.get(i), canaries.get(i + 1));
            Instant committed = pair.before().committedAt();
            // Recovery halts at the first commit that is later than the time: where the source's clock went back, at an
            // earlier one.
            boolean inOrder = !latest.isAfter(committed);
            latest = inOrder ? committed : latest;
            if (inOrder && committed.plus(LEAST).isBefore(pair.after().begunAt())) {
                found = Optional.of(pair);
            }
        }
        return found;
    }

    /** Halfway, by the source's clock. */
    public Instant between() {
        return before.committedAt()
                .plus(Duration.between(before.committedAt(), after.begunAt()).dividedBy(2));
    }
}
