package io.mooring.backup.drill;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a drill found on its way and needs again after a crash.
 *
 * @param lostAt the moment of the rehearsed disaster: data newer than the backup would be lost
 * @param readingId the verification that reads the backup again; null before
 * @param restoreId the restore test; null before
 * @param lostMillis how old the recovery point was when the restore test asked for received WAL; null when it replayed none
 */
record Chosen(
        Instant lostAt,
        @Nullable String runId,
        @Nullable Instant consistentAt,
        @Nullable String readingId,
        @Nullable String restoreId,
        @Nullable Long restoreMillis,
        @Nullable Long lostMillis) {

    static Chosen nothing(Instant lostAt) {
        return new Chosen(lostAt, null, null, null, null, null, null);
    }

    Chosen backup(String run, Instant at) {
        return new Chosen(lostAt, run, at, readingId, restoreId, restoreMillis, lostMillis);
    }

    Chosen reading(String id) {
        return new Chosen(lostAt, runId, consistentAt, id, restoreId, restoreMillis, lostMillis);
    }

    Chosen restore(String id) {
        return new Chosen(lostAt, runId, consistentAt, readingId, id, restoreMillis, lostMillis);
    }

    Chosen restored(@Nullable Long millis, @Nullable Long lost) {
        return new Chosen(lostAt, runId, consistentAt, readingId, restoreId, millis, lost);
    }
}
