package io.mooring.testkit.s3;

import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A retention of one version.
 *
 * @param mode GOVERNANCE or COMPLIANCE
 */
record Lock(String mode, Instant until) {

    static final String COMPLIANCE = "COMPLIANCE";

    /** From both headers, or from both elements; null when neither is there. */
    static @Nullable Lock of(@Nullable String mode, @Nullable String until, Instant now) {
        if (mode == null && until == null) {
            return null;
        }
        if (mode == null || until == null) {
            throw new Refusal(
                    400,
                    "InvalidArgument",
                    "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied");
        }
        if (!mode.equals("GOVERNANCE") && !mode.equals(COMPLIANCE)) {
            throw new Refusal(400, "InvalidArgument", "Unknown wormMode directive.");
        }
        Lock lock = new Lock(mode, time(until));
        if (!lock.holds(now)) {
            throw new Refusal(400, "InvalidArgument", "The retain until date must be in the future!");
        }
        return lock;
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException wrong) {
            throw new Refusal(400, "InvalidArgument", "The retain until date must be provided in ISO 8601 format");
        }
    }

    boolean holds(Instant now) {
        return until.isAfter(now);
    }

    /** What may become of it without a bypass: longer, or stricter, and nothing else. */
    boolean mayBecome(Lock next, Instant now) {
        boolean weaker = mode.equals(COMPLIANCE) && !next.mode.equals(COMPLIANCE);
        return !holds(now) || !next.until.isBefore(until) && !weaker;
    }
}
