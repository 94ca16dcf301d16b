package io.mooring.backup.pipeline;

import io.mooring.backup.location.LocationFault;
import org.jspecify.annotations.Nullable;

/**
 * One location's copy as of now.
 *
 * @param bytes handed to the location so far
 * @param problem in words, present exactly when the copy failed
 * @param fault why it failed; null also when somebody stopped it
 */
public record CopyProgress(
        String locationId,
        CopyState state,
        long bytes,
        @Nullable String problem,
        @Nullable LocationFault fault) {

    public CopyProgress {
        if ((state == CopyState.FAILED) != (problem != null)) {
            throw new IllegalArgumentException("a problem is given exactly when a copy failed");
        }
    }
}
