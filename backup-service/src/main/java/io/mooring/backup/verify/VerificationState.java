package io.mooring.backup.verify;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Where a verification stands.
 *
 * <pre>
 * queued ──▶ running ──▶ passed        every question that was asked has a good answer
 *    │          ├──────▶ failed        one has a bad answer
 *    │          ├──────▶ inconclusive  one has no answer: the location was away, there was no server to restore into …
 *    └──────────┴──────▶ cancelled     a person stopped it
 * </pre>
 */
public enum VerificationState {
    QUEUED,
    RUNNING,
    PASSED,
    FAILED,
    INCONCLUSIVE,
    CANCELLED;

    /** The states that may follow; none after the end. A running one is begun again by whoever takes it over. */
    Set<VerificationState> next() {
        return switch (this) {
            case QUEUED -> EnumSet.of(RUNNING, FAILED, INCONCLUSIVE, CANCELLED);
            case RUNNING -> EnumSet.of(RUNNING, PASSED, FAILED, INCONCLUSIVE, CANCELLED);
            case PASSED, FAILED, INCONCLUSIVE, CANCELLED -> EnumSet.noneOf(VerificationState.class);
        };
    }

    /** Whether it never changes again. */
    public boolean isOver() {
        return next().isEmpty();
    }

    VerificationState to(VerificationState following) {
        if (!next().contains(following)) {
            throw new IllegalStateException(
                    "a verification that is " + word() + " does not become " + following.word());
        }
        return following;
    }

    /** As the API and the database spell it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
