package io.mooring.backup.verify;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore test measured.
 *
 * @param locationId where it was read from
 * @param compared tables or files that were compared; null when it did not come to that
 * @param differences at most {@link #MAX_DIFFERENCES}; {@code different} counts all
 * @param restoreMillis from the first byte read to data that can be asked; null when it did not come to that
 * @param replayed what was replayed of a cluster's write-ahead log; null when nothing was
 * @param steps how long each took, in order
 */
public record Measured(
        String locationId,
        @Nullable Integer compared,
        int different,
        List<Difference> differences,
        @Nullable Long restoreMillis,
        @Nullable Replayed replayed,
        List<Step> steps) {

    static final int MAX_DIFFERENCES = 100;

    public Measured {
        differences = List.copyOf(differences);
        steps = List.copyOf(steps);
    }

    /**
     * Received WAL that was replayed behind a base backup.
     *
     * @param lastRecord the position of the last record that was replayed
     * @param lastTransaction when the last transaction in it was committed, by the source's clock; null when there was none
     * @param lostMillis what would have been lost of the source's work if it had been gone when the test asked for the WAL: how old the recovery
     *     point was then; null while that is not known of this location
     * @param canaries how recovery to a time was proven on the way; null when there was nothing to prove it with
     */
    public record Replayed(
            int segments,
            String lastRecord,
            @Nullable Instant lastTransaction,
            @Nullable Long lostMillis,
            @Nullable Between canaries) {}

    /** Recovered to a time by the source's clock, it had the one transaction, which was committed before, and not the other, committed after. */
    public record Between(Instant time, long before, long after) {}

    /** One part of the test. */
    public record Step(String name, long millis) {}

    /** A table that came back with other rows; rows are null where there was nothing to count. */
    public record Difference(
            String name,
            @Nullable Long expectedRows,
            @Nullable Long restoredRows,
            boolean hashEqual,
            String problem) {}
}
