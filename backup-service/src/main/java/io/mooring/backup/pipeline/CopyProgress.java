package io.mooring.backup.pipeline;

import org.jspecify.annotations.Nullable;

/**
 * One location's copy as of now.
 *
 * @param bytes handed to the location so far
 * @param problem in words, present exactly when the copy failed
 */
public record CopyProgress(
        String locationId,
        CopyState state,
        long bytes,
        @Nullable String problem) {

    public CopyProgress {
        if ((state == CopyState.FAILED) != (problem != null)) {
            throw new IllegalArgumentException("a problem is given exactly when a copy failed");
        }
    }
}
