package io.mooring.notifier.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a destination fares.
 *
 * @param pausedUntil when the next probe may go; null while it is not paused
 * @param why the last failure, of the pause
 */
record DestinationCondition(
        String destination,
        long waiting,
        long dead,
        @Nullable Instant oldestWaitingAt,
        @Nullable Instant lastDeliveredAt,
        @Nullable Instant pausedUntil,
        @Nullable String why) {

    static DestinationCondition untold(String destination) {
        return new DestinationCondition(destination, 0, 0, null, null, null, null);
    }
}
