package io.mooring.backup.retention;

import io.mooring.backup.location.LocationKind;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A backup that is let go.
 *
 * @param copies as the run made them
 * @param requestedBy the person who asked; null for the rules
 * @param approvedBy the other one, who agreed; null for the rules
 * @param expiredAt null while its objects are being deleted for the first time
 * @param leftAt locations that have not let go of everything
 */
record Expiry(
        String runId,
        String planId,
        String planName,
        Instant takenAt,
        List<StoredCopy> copies,
        Decision.Cause cause,
        String reason,
        @Nullable String requestedBy,
        @Nullable String approvedBy,
        @Nullable Instant expiredAt,
        long freedBytes,
        List<String> leftAt) {

    /** A copy that the run stored. */
    record StoredCopy(String locationId, LocationKind kind, long bytes) {}
}
