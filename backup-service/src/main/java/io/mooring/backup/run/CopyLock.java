package io.mooring.backup.run;

import io.mooring.backup.location.ObjectLock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a location said of a copy that it was to lock.
 *
 * @param until when it can be deleted; null when it could be when it was last asked
 */
public record CopyLock(
        String runId,
        String locationId,
        ObjectLock.Mode mode,
        @Nullable Instant until) {

    public boolean holds(Instant now) {
        return until != null && until.isAfter(now);
    }
}
