package io.mooring.backup.pipeline;

import io.mooring.backup.key.KeyUnusable;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.tree.KnownTreesFailed;

/** Turns what went wrong inside into the one failure that the caller knows. */
final class Failures {

    private Failures() {}

    static BackupFailure of(Throwable cause, Copies copies) {
        return cause instanceof Copies.NoCopyLeft ? copies.noneLeft() : of(cause);
    }

    static BackupFailure of(Throwable cause) {
        return switch (cause) {
            case SourceFailure failure -> source(failure);
            case KnownTreesFailed failure -> ownDatabase(failure);
            default -> internal(cause);
        };
    }

    private static BackupFailure ownDatabase(KnownTreesFailed failure) {
        return new BackupFailure(
                FailureCode.OWN_DATABASE_FAILED,
                String.valueOf(failure.getMessage()),
                "Look at the database of backup-service and at its disk, then start the backup again.",
                failure);
    }

    static BackupFailure source(SourceFailure failure) {
        FailureCode code =
                switch (failure.fault()) {
                    case UNREACHABLE -> FailureCode.DATABASE_UNREACHABLE;
                    case REFUSED -> FailureCode.DATABASE_REFUSED;
                    case DUMP_FAILED -> FailureCode.DUMP_FAILED;
                    case DUMP_KILLED -> FailureCode.DUMP_KILLED;
                    case VERSION_MISMATCH -> FailureCode.VERSION_MISMATCH;
                    case TOOL_MISSING -> FailureCode.TOOL_MISSING;
                    case UNREADABLE -> FailureCode.SOURCE_UNREADABLE;
                };
        return new BackupFailure(code, String.valueOf(failure.getMessage()), failure.remedy(), failure);
    }

    static BackupFailure recipient(KeyUnusable failure) {
        return new BackupFailure(
                FailureCode.RECIPIENT_UNUSABLE,
                String.valueOf(failure.getMessage()),
                "Export a current public key with an encryption subkey and put it into the plan.",
                failure);
    }

    static BackupFailure internal(Throwable cause) {
        return new BackupFailure(
                FailureCode.INTERNAL,
                "The backup failed inside: " + cause,
                "This is a fault of the backup service: its log has the trace.",
                cause);
    }
}
