package io.mooring.notifier.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param next DELIVERED, FAILED, UNKNOWN or DEAD
 * @param pause until the next attempt or look-up is due; zero for a settled state
 * @param reference the message at the provider, when DELIVERED
 * @param says what the attempt says of the destination
 */
record Result(DeliveryState next, Duration pause, @Nullable String reference, String detail, Says says) {

    /** What an attempt says of its destination as a whole. */
    enum Says {
        /** It answers: whatever was wrong with it is over. */
        ANSWERS,
        /** It asks everybody to wait. */
        WAIT,
        /** It does not work. */
        FAILS,
        /** It was not called. */
        NOTHING
    }

    Result {
        if (!DeliveryState.SENDING.mayBecome(next)) {
            throw new IllegalArgumentException("An attempt does not end as " + next);
        }
    }

    static Result delivered(@Nullable String reference, String detail) {
        return new Result(DeliveryState.DELIVERED, Duration.ZERO, reference, detail, Says.ANSWERS);
    }

    static Result dead(String detail, Says says) {
        return new Result(DeliveryState.DEAD, Duration.ZERO, null, detail, says);
    }
}
