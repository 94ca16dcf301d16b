package io.mooring.notifier.delivery;

import io.mooring.notifier.channel.Answer;
import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes one claim to its written end, on a virtual thread. */
final class DeliverClaim {

    private static final Logger log = LoggerFactory.getLogger(DeliverClaim.class);
    private static final Duration DATABASE_ANSWER = Duration.ofSeconds(10);

    private final Deliveries deliveries;
    private final Map<String, Channel> channels;
    private final Destinations destinations;
    private final DeliveryMeters meters;
    private final InstantSource clock;

    DeliverClaim(
            Deliveries deliveries,
            Map<String, Channel> channels,
            Destinations destinations,
            DeliveryMeters meters,
            InstantSource clock) {
        this.deliveries = deliveries;
        this.channels = Map.copyOf(channels);
        this.destinations = destinations;
        this.meters = meters;
        this.clock = clock;
    }

    /** @param stillOurs whether enough of the lease is left to begin sending */
    void deliver(Claim claim, BooleanSupplier stillOurs) {
        Delivery delivery = claim.delivery();
        try {
            Result result = resultOf(claim, stillOurs);
            Boolean settled = BlockingBridge.await(deliveries.settle(claim, result), DATABASE_ANSWER);
            if (Boolean.TRUE.equals(settled)) {
                meters.settled(delivery, result, clock.instant());
                log.info("Delivery {}: {}: {}", delivery.id(), result.next(), result.detail());
            } else {
                log.warn(
                        "Delivery {}: the lease ended during the attempt; whoever holds it now will look it up",
                        delivery.id());
            }
        } catch (RuntimeException databaseAway) {
            log.warn(
                    "Delivery {}: the attempt's end could not be written; it will be looked up when the lease ends: {}",
                    delivery.id(),
                    databaseAway.toString());
        }
    }

    private Result resultOf(Claim claim, BooleanSupplier stillOurs) {
        Delivery delivery = claim.delivery();
        @Nullable
        Destination destination = destinations.find(delivery.destination()).orElse(null);
        if (destination == null) {
            return Result.dead("Settings name no destination " + delivery.destination(), Result.Says.NOTHING);
        }
        Channel channel = channels.get(destination.channel());
        if (channel == null) {
            return Result.dead("There is no channel " + destination.channel(), Result.Says.NOTHING);
        }
        AttemptDelivery attempt = new AttemptDelivery(claim, claim.envelope(destination), channel, stillOurs);
        try {
            return attempt.result();
        } catch (RuntimeException defect) {
            log.error("Delivery {}: channel {} failed in a way it should not", delivery.id(), channel.id(), defect);
            return attempt.unanswered(
                    new Answer.Unknown("Internal error: " + defect.getClass().getSimpleName()));
        }
    }
}
