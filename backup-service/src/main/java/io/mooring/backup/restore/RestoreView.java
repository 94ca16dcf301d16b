package io.mooring.backup.restore;

import io.mooring.backup.approval.Decision;
import io.mooring.backup.run.RunFailure;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A restore as the API shows it. Bytes, seconds, UTC.
 *
 * @param schema that single tables were put into, until it was undone or confirmed
 * @param awaitsConfirmation the replaced database is kept: undo brings it back, confirm drops it; or a schema was made: undo drops it, confirm
 *     leaves it for good
 * @param wish undo or confirm while that is being done
 */
record RestoreView(
        String id,
        String planId,
        String planName,
        String runId,
        @Nullable String locationId,
        TargetView target,
        List<String> tables,
        @Nullable Instant toTime,
        String state,
        @Nullable String phase,
        ProgressView progress,
        boolean needsApproval,
        String requestedBy,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        Instant requestedAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable RunFailure failure,
        @Nullable String previousKeptAs,
        @Nullable String schema,
        boolean awaitsConfirmation,
        @Nullable String wish,
        List<String> remarks,
        String correlationId) {

    /** Where it goes. */
    record TargetView(String kind, String name) {}

    /** How far it is; unknown is null. */
    record ProgressView(
            long bytes,
            @Nullable Long totalBytes,
            @Nullable Long bytesPerSecond,
            @Nullable Long etaSeconds,
            @Nullable Long doneEntries,
            @Nullable Long totalEntries,
            @Nullable WalProgress wal) {}

    static RestoreView of(Restore restore) {
        RestoreRequest request = restore.request();
        RestoreProgress progress = restore.progress();
        Decision decision = restore.decision();
        Wish wish = restore.wish();
        RestorePhase phase = progress.phase();
        return new RestoreView(
                restore.id(),
                request.planId(),
                request.planName(),
                request.runId(),
                restore.locationId(),
                new TargetView(request.targetKind().word(), request.targetName()),
                request.tables(),
                request.toTime(),
                restore.state().word(),
                phase == null || restore.state() != RestoreState.RUNNING ? null : phase.word(),
                new ProgressView(
                        progress.bytes(),
                        progress.totalBytes(),
                        progress.bytesPerSecond(),
                        progress.etaSeconds(),
                        progress.doneEntries(),
                        progress.totalEntries(),
                        progress.wal()),
                request.targetKind().needsApproval(),
                request.requestedBy(),
                decision == null ? null : decision.by(),
                decision == null ? null : decision.at(),
                restore.requestedAt(),
                restore.startedAt(),
                restore.finishedAt(),
                restore.failure(),
                restore.previousKeptAs(),
                restore.schema(),
                restore.awaitsConfirmation(),
                wish == null ? null : wish.kind() == Wish.Kind.UNDO ? "undo" : "confirm",
                restore.remarks(),
                request.correlationId());
    }
}
