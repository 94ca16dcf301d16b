package io.mooring.backup.retention;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Why a backup is let go.
 *
 * @param reason in whole sentences
 * @param requestedBy the person who asked; null for the rules
 * @param approvedBy the other one, who agreed; null for the rules
 */
record Grounds(
        Decision.Cause cause,
        String reason,
        @Nullable String requestedBy,
        @Nullable String approvedBy) {

    /** A person's wish, to which another one agreed. */
    static Grounds asked(String reason, String by, String approvedBy) {
        return new Grounds(
                Decision.Cause.REQUESTED,
                "%s asked for it and %s agreed: %s".formatted(by, approvedBy, reason),
                by,
                approvedBy);
    }

    /** @param decision one that lets the backup go */
    static Grounds of(Decision decision) {
        return new Grounds(Objects.requireNonNull(decision.cause()), String.join(" ", decision.reasons()), null, null);
    }
}
