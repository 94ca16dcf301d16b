package io.mooring.backup.pipeline;

import io.mooring.backup.Sentence;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationFault;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/** What to tell when no location took the backup. */
final class LocationFailures {

    private LocationFailures() {}

    static BackupFailure of(List<Copy> copies) {
        List<LocationFailure> failures =
                copies.stream().map(Copy::failure).filter(Objects::nonNull).toList();
        if (failures.isEmpty()) {
            return new BackupFailure(FailureCode.INTERNAL, "The copies ended without a reason.", "Report this.");
        }
        LocationFault fault = failures.getFirst().fault();
        String message = failures.stream()
                .map(failure -> Sentence.of(String.valueOf(failure.getMessage())))
                .distinct()
                .collect(Collectors.joining(" "));
        return new BackupFailure(
                code(fault), "No location took the backup. " + message, remedy(fault), failures.getFirst());
    }

    private static FailureCode code(LocationFault fault) {
        return switch (fault) {
            case FULL -> FailureCode.LOCATION_FULL;
            case READ_ONLY -> FailureCode.LOCATION_READ_ONLY;
            case UNREACHABLE -> FailureCode.LOCATION_UNREACHABLE;
            case EXISTS, NOT_FOUND, LOCKED, FAILED -> FailureCode.LOCATION_FAILED;
        };
    }

    private static String remedy(LocationFault fault) {
        return switch (fault) {
            case FULL -> "Free space there, raise the quota, or shorten retention.";
            case READ_ONLY -> "Let the backup service write there: mount options, permissions or the bucket's policy.";
            case UNREACHABLE -> "Check that the folder is mounted, or the bucket's address, network and name.";
            case EXISTS -> "Something wrote under this run's name already: start a new run.";
            case NOT_FOUND, LOCKED, FAILED -> "The message is the location's own; its log may say more.";
        };
    }
}
