package io.mooring.backup.retention;

import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.run.LetGo;
import io.mooring.events.backup.BackupCopy;
import io.mooring.events.backup.BackupExpired;
import io.mooring.events.backup.CopyState;
import io.mooring.events.backup.ExpiryCause;
import io.mooring.events.backup.LocationKind;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Instant;

/** What the world is told of backups that were let go. */
final class RetentionEvents {

    private RetentionEvents() {}

    static OutgoingEvent expired(Expiry expiry, DeleteBackup.Deleted deleted, Instant at) {
        return OutgoingEvent.of(
                TopicCatalogue.BACKUP_RUNS,
                expiry.planId(),
                BackupExpired.newBuilder()
                        .setRunId(expiry.runId())
                        .setPlanId(expiry.planId())
                        .setPlanName(expiry.planName())
                        .setCause(cause(expiry.cause()))
                        .setReason(expiry.reason())
                        .setCompletedAt(expiry.takenAt())
                        .setExpiredAt(at)
                        .setDeletedBy(expiry.requestedBy())
                        .setCopies(expiry.copies().stream()
                                .map(copy -> copy(expiry, copy, deleted))
                                .toList())
                        .setFreedBytes(deleted.freedBytes())
                        .setApprovedBy(expiry.approvedBy())
                        .build());
    }

    private static BackupCopy copy(Expiry expiry, Expiry.StoredCopy copy, DeleteBackup.Deleted deleted) {
        String problem = deleted.left().stream()
                .filter(remaining -> remaining.locationId().equals(copy.locationId()))
                .map(LetGo.Remaining::problem)
                .findFirst()
                .orElse(null);
        boolean left = problem != null;
        return BackupCopy.newBuilder()
                .setLocationId(copy.locationId())
                .setKind(kind(copy.kind()))
                .setState(left ? CopyState.FAILED : CopyState.DELETED)
                .setObjectKey(left ? ObjectKeys.folder(expiry.planId(), expiry.runId()) : null)
                .setBytes(left ? copy.bytes() : 0)
                .setProblem(left ? problem + " It is tried again at each prune." : null)
                .build();
    }

    private static ExpiryCause cause(Decision.Cause cause) {
        return switch (cause) {
            case AGE -> ExpiryCause.AGE;
            case COUNT -> ExpiryCause.COUNT;
            case GENERATION -> ExpiryCause.GENERATION;
            case REQUESTED -> ExpiryCause.REQUESTED;
        };
    }

    private static LocationKind kind(io.mooring.backup.location.LocationKind kind) {
        return switch (kind) {
            case S3 -> LocationKind.S3;
            case DIRECTORY -> LocationKind.DIRECTORY;
            case MEMORY -> LocationKind.UNKNOWN;
        };
    }
}
