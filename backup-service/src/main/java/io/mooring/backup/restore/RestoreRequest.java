package io.mooring.backup.restore;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What somebody wants back, and where.
 *
 * @param locationId null: wherever the backup can be read
 * @param targetName of the database or folder
 * @param tables {@code schema.table}; empty: everything
 * @param toTime null: the backup's own time
 * @param traceparent null when the request was not traced
 */
public record RestoreRequest(
        String runId,
        String planId,
        String planName,
        @Nullable String locationId,
        RestoreTargetKind targetKind,
        String targetName,
        List<String> tables,
        @Nullable Instant toTime,
        String requestedBy,
        String correlationId,
        @Nullable String traceparent) {

    public RestoreRequest {
        tables = List.copyOf(tables);
    }

    /** Whether single tables go into a database that is in use, beside its own. */
    boolean isBeside() {
        return targetKind == RestoreTargetKind.LIVE_DATABASE && !tables.isEmpty();
    }
}
