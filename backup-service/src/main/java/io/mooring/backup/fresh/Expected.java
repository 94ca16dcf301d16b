package io.mooring.backup.fresh;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that a plan's settings want to happen again and again.
 *
 * @param lastDoneAt when it last did, successfully; null when never
 * @param nextAfter the first time after another one at which it is wanted; empty when never again
 */
record Expected(
        String planId,
        String planName,
        Kind kind,
        @Nullable Instant lastDoneAt,
        Duration grace,
        Function<Instant, Optional<Instant>> nextAfter) {

    /** What is expected. */
    enum Kind {
        BACKUP("backup"),
        RESTORE_TEST("restore-test"),
        RECOVERY_DRILL("recovery-drill");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As the API and the database spell it. */
        String word() {
            return word;
        }
    }

    /**
     * The first time at which it was wanted and did not happen, once the grace for it is over.
     *
     * @param watchedSince a time before that was nobody's to keep
     */
    Optional<Instant> overdueSince(Instant watchedSince, Instant now) {
        Instant from = lastDoneAt == null || lastDoneAt.isBefore(watchedSince) ? watchedSince : lastDoneAt;
        return nextAfter.apply(from).filter(wanted -> !wanted.plus(grace).isAfter(now));
    }
}
