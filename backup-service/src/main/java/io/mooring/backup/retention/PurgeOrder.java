package io.mooring.backup.retention;

import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/**
 * What somebody asks for over HTTP, as yet unchecked: one backup or all of a plan.
 *
 * @param reason at most 500 characters; need not be given to look what would happen
 * @param confirmLastVerified true: the newest verified backup may go, too
 */
record PurgeOrder(
        @Nullable String runId,
        @Nullable String planId,
        @Nullable String reason,
        @Nullable Boolean confirmLastVerified) {

    /** The order with everything that must be there; exactly one of runId and planId. */
    record Checked(@Nullable String runId, @Nullable String planId, String reason, boolean confirmLastVerified) {}

    Checked checked() {
        String why = reason == null ? "" : reason.strip();
        if (why.isEmpty() || why.length() > PurgeRequest.LONGEST_REASON) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST,
                    "reason",
                    "is to say why, in at most " + PurgeRequest.LONGEST_REASON + " characters");
        }
        return looked();
    }

    /** For a dry run. */
    Checked looked() {
        if (isBlank(runId) == isBlank(planId)) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST, "runId", "or planId is to be given, and not both");
        }
        return new Checked(
                isBlank(runId) ? null : runId,
                isBlank(planId) ? null : planId,
                reason == null ? "" : reason.strip(),
                Boolean.TRUE.equals(confirmLastVerified));
    }

    private static boolean isBlank(@Nullable String text) {
        return text == null || text.isBlank();
    }
}
