package io.mooring.backup.location;

import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Translates what an S3 store or the way to it says, once. */
final class S3Faults {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int SERVER_ERROR = 500;
    private static final int INSUFFICIENT_STORAGE = 507;

    /** What was sent arrived otherwise: the buffer still has it right. Without TLS the signature is over the content, too. */
    private static final Set<String> DAMAGED_ON_THE_WAY = Set.of(
            "BadDigest",
            "InvalidDigest",
            "XAmzContentSHA256Mismatch",
            "XAmzContentChecksumMismatch",
            "SignatureDoesNotMatch");

    /** Another request for the same key is under way: often our own former attempt, whose answer was lost. */
    private static final Set<String> CONFLICTS = Set.of("ConditionalRequestConflict", "OperationAborted");

    private S3Faults() {}

    /** Besides what the SDK repeats by itself (500, 503, time-outs, broken connections). */
    static boolean isWorthRepeating(Throwable failure) {
        return failure instanceof S3Exception answer
                && (DAMAGED_ON_THE_WAY.contains(code(answer)) || CONFLICTS.contains(code(answer)));
    }

    static LocationFailure of(String where, SdkException failure) {
        if (failure instanceof S3Exception answer) {
            return answered(where, answer);
        }
        return new LocationFailure(
                LocationFault.UNREACHABLE, where + " does not answer: " + failure.getMessage(), failure);
    }

    /** The SDK wraps an interrupt; which thread it meant is known to the caller only. */
    static boolean isInterrupt(SdkException failure) {
        return failure instanceof AbortedException || failure.getCause() instanceof InterruptedException;
    }

    static boolean isTaken(SdkException failure) {
        return failure instanceof S3Exception answer
                && (answer.statusCode() == PRECONDITION_FAILED || answer.statusCode() == CONFLICT);
    }

    static boolean isMissing(SdkException failure) {
        return failure instanceof S3Exception answer && answer.statusCode() == NOT_FOUND;
    }

    static boolean isForbidden(SdkException failure) {
        return failure instanceof S3Exception answer && answer.statusCode() == FORBIDDEN;
    }

    private static LocationFailure answered(String where, S3Exception answer) {
        String code = code(answer);
        String said = "%d %s".formatted(answer.statusCode(), code).strip() + detail(answer);
        LocationFault fault = fault(answer.statusCode(), code);
        String words =
                switch (fault) {
                    case FULL -> where + " is full: " + said;
                    case READ_ONLY -> where + " may not be written with these credentials: " + said;
                    case UNREACHABLE ->
                        NOT_FOUND == answer.statusCode()
                                ? where + " is not there: " + said
                                : where + " is in trouble: " + said;
                    case EXISTS -> where + ": the object exists already: " + said;
                    case NOT_FOUND -> where + ": there is no such object";
                    case LOCKED, FAILED -> where + " refused: " + said;
                };
        return new LocationFailure(fault, words, answer);
    }

    /** "Invalid" says nothing by itself; what is, such as a lock that the bucket does not have, the store says in words. */
    private static String detail(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return !code(answer).startsWith("Invalid") || details.errorMessage() == null
                ? ""
                : " (" + details.errorMessage() + ")";
    }

    private static String code(S3Exception answer) {
        AwsErrorDetails details = answer.awsErrorDetails();
        return details == null || details.errorCode() == null ? "" : details.errorCode();
    }

    private static LocationFault fault(int status, String code) {
        String lower = code.toLowerCase(Locale.ROOT);
        if (status == INSUFFICIENT_STORAGE || lower.contains("quota") || lower.contains("storagefull")) {
            return LocationFault.FULL;
        }
        if (status == FORBIDDEN) {
            boolean known = code.isEmpty() || code.equals("AccessDenied") || code.equals("AllAccessDisabled");
            return known ? LocationFault.READ_ONLY : LocationFault.FAILED;
        }
        if (status == NOT_FOUND) {
            return code.equals("NoSuchBucket") ? LocationFault.UNREACHABLE : LocationFault.NOT_FOUND;
        }
        if (CONFLICTS.contains(code)) {
            return LocationFault.UNREACHABLE;
        }
        if (status == CONFLICT || status == PRECONDITION_FAILED) {
            return LocationFault.EXISTS;
        }
        return status >= SERVER_ERROR ? LocationFault.UNREACHABLE : LocationFault.FAILED;
    }
}
