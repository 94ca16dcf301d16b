package io.mooring.backup.run;

import io.mooring.backup.Sentence;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.pipeline.CopyState;
import org.jspecify.annotations.Nullable;

/**
 * One location's copy.
 *
 * @param bytes written there so far
 * @param problem in whole sentences, present exactly when the copy failed
 */
public record RunCopy(
        String locationId,
        LocationKind kind,
        CopyState state,
        long bytes,
        @Nullable String problem) {

    public RunCopy {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes cannot be negative");
        }
        if ((state == CopyState.FAILED) != (problem != null)) {
            throw new IllegalArgumentException("a problem is given exactly when a copy failed");
        }
        problem = problem == null ? null : Sentence.of(problem);
    }

    /** A copy of which nothing is written yet. */
    public static RunCopy planned(String locationId, LocationKind kind) {
        return new RunCopy(locationId, kind, CopyState.WRITING, 0, null);
    }

    /** Whether a backup lies there. */
    public boolean isStored() {
        return state == CopyState.STORED;
    }

    RunCopy stored(long storedBytes) {
        return new RunCopy(locationId, kind, CopyState.STORED, storedBytes, null);
    }

    RunCopy failed(String why) {
        return new RunCopy(locationId, kind, CopyState.FAILED, bytes, why);
    }
}
