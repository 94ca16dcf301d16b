package io.mooring.backup.verify;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The latest that is known of one location's copy of a backup.
 *
 * @param takenAt when the backup began
 * @param present passed or failed, and since when; null while nobody looked
 * @param intact whether a restore test proved its data, and since when; null while nobody tested
 */
public record CopyVerdict(
        String runId,
        String locationId,
        String planId,
        Instant takenAt,
        @Nullable Verdict present,
        @Nullable Instant presentAt,
        @Nullable Verdict intact,
        @Nullable Instant intactAt) {

    /** Its bytes were re-read and are what was written, and no later look says otherwise. */
    public boolean isPresent() {
        return present == Verdict.PASSED;
    }

    /** It was restored, the data were those that were backed up, and nothing was found wrong since. */
    public boolean isProven() {
        return intact == Verdict.PASSED && present != Verdict.FAILED;
    }
}
