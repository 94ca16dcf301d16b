package io.mooring.notifier.delivery;

import reactor.core.publisher.Mono;

/**
 * Hears of changes to deliveries, in the transaction that makes them. Followers are beans, called one after another by
 * {@code @Order}. When one fails, what followers wrote is undone and the attempt's end is written without them: that a message
 * arrived must not be forgotten, or it would be sent again.
 */
public interface DeliveryFollower {

    Mono<Void> follow(DeliveryChange change);
}
