package io.mooring.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When the next attempt is due. Waits double from the first to the longest; a delivery is given up by its age, not by a
 * count, so that a provider which is down for hours costs no alert.
 *
 * @param first wait after the first failed attempt
 * @param longest no wait is longer than this, except one the provider asks for
 * @param giveUpAfter age at which a delivery is dead
 */
record RetryLadder(Duration first, Duration longest, Duration giveUpAfter) {

    RetryLadder {
        if (first.isNegative()
                || first.isZero()
                || longest.compareTo(first) < 0
                || giveUpAfter.compareTo(longest) < 0) {
            throw new IllegalArgumentException(
                    "A retry ladder climbs: 0 < first (%s) <= longest (%s) <= give-up-after (%s)"
                            .formatted(first, longest, giveUpAfter));
        }
    }

    /**
     * @param attempts how many were made, at least 1
     * @param asked the provider's Retry-After, which is obeyed whatever the ladder says
     * @return empty when the next attempt would come after the delivery's end
     */
    Optional<Instant> next(Instant createdAt, Instant now, int attempts, @Nullable Duration asked) {
        Duration wait = asked == null ? climb(attempts) : asked;
        Instant next = now.plus(wait);
        return next.isAfter(createdAt.plus(giveUpAfter)) ? Optional.empty() : Optional.of(next);
    }

    private Duration climb(int attempts) {
        int doublings = Math.min(Math.max(attempts, 1) - 1, 30);
        Duration wait = first.multipliedBy(1L << doublings);
        return wait.compareTo(longest) > 0 ? longest : wait;
    }
}
