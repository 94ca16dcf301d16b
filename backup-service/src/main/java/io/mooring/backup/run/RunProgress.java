package io.mooring.backup.run;

import org.jspecify.annotations.Nullable;

/**
 * How far a run is.
 *
 * @param sourceBytes read from the source
 * @param storedBytes compressed and encrypted, of one copy
 * @param estimatedSourceBytes how many there will roughly be; null when nobody knows
 * @param bytesPerSecond source bytes, over the last seconds; null when nothing moves or it is not known yet
 * @param etaSeconds until the source is read; null when it cannot be said honestly
 */
public record RunProgress(
        long sourceBytes,
        long storedBytes,
        @Nullable Long estimatedSourceBytes,
        @Nullable Long bytesPerSecond,
        @Nullable Long etaSeconds) {

    static final RunProgress NONE = new RunProgress(0, 0, null, null, null);

    public RunProgress {
        if (sourceBytes < 0 || storedBytes < 0) {
            throw new IllegalArgumentException("bytes cannot be negative");
        }
    }

    /** What stays when nothing moves any more. */
    RunProgress atRest() {
        return new RunProgress(sourceBytes, storedBytes, estimatedSourceBytes, null, null);
    }
}
