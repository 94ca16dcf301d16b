package io.mooring.backup.restore;

import io.mooring.backup.approval.Decision;
import io.mooring.backup.run.RunFailure;
import io.mooring.events.backup.RestoreCompleted;
import io.mooring.events.common.Failure;
import io.mooring.events.common.Outcome;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the world is told of restores. The only place of this capability that knows the Avro classes. */
final class RestoreEvents {

    private RestoreEvents() {}

    /** Of a restore that has begun and ended: completed, failed or cancelled. */
    static OutgoingEvent ended(Restore restore) {
        RestoreRequest request = restore.request();
        Decision decision = restore.decision();
        return OutgoingEvent.of(
                TopicCatalogue.BACKUP_RUNS,
                request.planId(),
                RestoreCompleted.newBuilder()
                        .setRestoreId(restore.id())
                        .setRunId(request.runId())
                        .setPlanId(request.planId())
                        .setPlanName(request.planName())
                        .setOutcome(restore.failure() == null ? Outcome.SUCCEEDED : Outcome.FAILED)
                        .setFailure(failure(restore.failure()))
                        .setTargetKind(kind(request.targetKind()))
                        .setTargetName(request.targetName())
                        .setRecoveryTargetAt(request.toTime())
                        .setTables(request.tables())
                        .setRequestedBy(request.requestedBy())
                        .setApprovedBy(decision != null && decision.approved() ? decision.by() : null)
                        .setLocationId(Objects.requireNonNullElse(restore.locationId(), ""))
                        .setRestoredBytes(restore.progress().bytes())
                        .setStartedAt(Objects.requireNonNullElse(restore.startedAt(), restore.requestedAt()))
                        .setCompletedAt(Objects.requireNonNull(restore.finishedAt()))
                        .setPreviousKeptAs(restore.previousKeptAs())
                        .build());
    }

    private static @Nullable Failure failure(@Nullable RunFailure failure) {
        return failure == null
                ? null
                : Failure.newBuilder()
                        .setCode(failure.code())
                        .setMessage(failure.message())
                        .setRemedy(failure.remedy())
                        .build();
    }

    private static io.mooring.events.backup.RestoreTargetKind kind(RestoreTargetKind kind) {
        return switch (kind) {
            case NEW_DATABASE -> io.mooring.events.backup.RestoreTargetKind.NEW_DATABASE;
            case LIVE_DATABASE -> io.mooring.events.backup.RestoreTargetKind.LIVE_DATABASE;
            case FOLDER, NEW_CLUSTER -> io.mooring.events.backup.RestoreTargetKind.DIRECTORY;
        };
    }
}
