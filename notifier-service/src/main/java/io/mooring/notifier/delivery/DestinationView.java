package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.channel.Readiness;
import io.mooring.notifier.message.Destination;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A destination as the API shows it; its secret never. */
record DestinationView(
        String name,
        String channel,
        String address,
        @Nullable String standIn,
        String state,
        String detail,
        long waiting,
        long dead,
        @Nullable Instant oldestWaitingAt,
        @Nullable Instant lastDeliveredAt,
        @Nullable Instant pausedUntil) {

    static DestinationView of(Destination destination, @Nullable Channel channel, DestinationCondition condition) {
        Readiness readiness = channel == null
                ? Readiness.notConfigured("There is no channel " + destination.channel())
                : channel.readiness(destination);
        boolean paused = condition.pausedUntil() != null && readiness.state() != Readiness.State.NOT_CONFIGURED;
        String why = condition.why() == null ? "" : condition.why();
        return new DestinationView(
                destination.name(),
                destination.channel(),
                destination.address(),
                destination.standIn(),
                paused
                        ? "paused"
                        : readiness.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                paused ? why : readiness.detail(),
                condition.waiting(),
                condition.dead(),
                condition.oldestWaitingAt(),
                condition.lastDeliveredAt(),
                condition.pausedUntil());
    }
}
