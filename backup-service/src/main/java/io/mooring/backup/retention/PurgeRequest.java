package io.mooring.backup.retention;

import org.jspecify.annotations.Nullable;

/**
 * What somebody wants deleted before its time.
 *
 * @param runId of one backup; null for all of the plan that are there at the time
 * @param confirmLastVerified the newest verified backup may go, too
 */
record PurgeRequest(
        String planId,
        @Nullable String runId,
        String reason,
        boolean confirmLastVerified,
        String requestedBy,
        String correlationId,
        @Nullable String traceparent) {

    static final int LONGEST_REASON = 500;

    PurgeRequest {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new IllegalArgumentException("a purge needs a reason of at most " + LONGEST_REASON + " characters");
        }
    }
}
