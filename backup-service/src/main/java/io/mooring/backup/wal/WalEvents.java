package io.mooring.backup.wal;

import io.mooring.events.backup.BackupNoLongerOverdue;
import io.mooring.events.backup.BackupOverdue;
import io.mooring.events.backup.OverdueKind;
import io.mooring.events.common.Failure;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the world is told of WAL. The only place here that knows the Avro classes. */
final class WalEvents {

    private WalEvents() {}

    /** The recovery point is older than it may be, or nobody can tell how old it is. */
    static OutgoingEvent lagging(
            WalTask task, @Nullable Instant recoveryPoint, Duration objective, WalFault why, Instant now) {
        Instant from = recoveryPoint == null ? now.minus(objective) : recoveryPoint;
        return overdue(task, OverdueKind.RECOVERY_POINT, from.plus(objective), recoveryPoint, why, now);
    }

    /**
     * The recovery point is as young as it is to be.
     *
     * @param since when it was told that it is not
     */
    static OutgoingEvent inTimeAgain(WalTask task, @Nullable Instant recoveryPoint, Instant since, Instant now) {
        return OutgoingEvent.of(
                TopicCatalogue.BACKUP_RUNS,
                task.planId(),
                BackupNoLongerOverdue.newBuilder()
                        .setPlanId(task.planId())
                        .setPlanName(task.planName())
                        .setKind(OverdueKind.RECOVERY_POINT)
                        .setDetectedAt(since)
                        .setLastCompletedAt(recoveryPoint)
                        .setEndedAt(now)
                        .build());
    }

    /** WAL is missing for good. */
    static OutgoingEvent interrupted(WalTask task, @Nullable Instant recoveryPoint, WalFault why, Instant now) {
        return overdue(task, OverdueKind.WAL_CONTINUITY, now, recoveryPoint, why, now);
    }

    private static OutgoingEvent overdue(
            WalTask task,
            OverdueKind kind,
            Instant expectedAt,
            @Nullable Instant recoveryPoint,
            WalFault why,
            Instant now) {
        return OutgoingEvent.of(
                TopicCatalogue.BACKUP_RUNS,
                task.planId(),
                BackupOverdue.newBuilder()
                        .setPlanId(task.planId())
                        .setPlanName(task.planName())
                        .setKind(kind)
                        .setExpectedAt(expectedAt)
                        .setGraceMillis(0)
                        .setLastCompletedAt(recoveryPoint)
                        .setDetectedAt(now)
                        .setFailure(Failure.newBuilder()
                                .setCode(why.code())
                                .setMessage(why.message())
                                .setRemedy(why.remedy())
                                .build())
                        .build());
    }
}
