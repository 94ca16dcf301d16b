package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Manner.Retries;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When the next attempt is due, as the channel wants it. */
record RetryLadder(Retries retries) {

    /**
     * No wait is longer, whoever asks for it. Whoever looks for due deliveries takes a time farther away than this
     * for the work of a clock that was wrong.
     */
    static final Duration LONGEST = Duration.ofHours(1);

    /** Age alone kills nothing: a clock that jumps a day ahead would bury every alert that waits. */
    private static final int TRIES_AT_LEAST = 5;

    /**
     * @param age since the delivery was planned or retried by a person
     * @param tries how many failed so far, this one included, at least 1
     * @param asked the provider's Retry-After, which is obeyed whatever the ladder says
     * @return empty when it is to be given up
     */
    Optional<Duration> next(Duration age, int tries, @Nullable Duration asked) {
        if (retries.attempts() > 0 && tries >= retries.attempts()) {
            return Optional.empty();
        }
        Duration wait = asked == null ? climb(tries) : asked;
        Duration bounded = wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
        boolean tooOld = age.plus(bounded).compareTo(retries.giveUpAfter()) > 0;
        return tooOld && tries >= TRIES_AT_LEAST ? Optional.empty() : Optional.of(bounded);
    }

    private Duration climb(int tries) {
        int doublings = Math.min(Math.max(tries, 1) - 1, 30);
        Duration wait = retries.first().multipliedBy(1L << doublings);
        return wait.compareTo(retries.longest()) > 0 ? retries.longest() : wait;
    }

    String bound() {
        return retries.attempts() > 0
                ? retries.attempts() + " attempts"
                : retries.giveUpAfter().toString();
    }
}
