package io.mooring.backup.verify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a restore test measured.
 *
 * @param locationId where it was read from
 * @param compared tables or files that were compared; null when it did not come to that
 * @param differences at most {@link #MAX_DIFFERENCES}; {@code different} counts all
 * @param restoreMillis from the first byte read to data that can be asked; null when it did not come to that
 * @param steps how long each took, in order
 */
public record Measured(
        String locationId,
        @Nullable Integer compared,
        int different,
        List<Difference> differences,
        @Nullable Long restoreMillis,
        List<Step> steps) {

    static final int MAX_DIFFERENCES = 100;

    public Measured {
        differences = List.copyOf(differences);
        steps = List.copyOf(steps);
    }

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
