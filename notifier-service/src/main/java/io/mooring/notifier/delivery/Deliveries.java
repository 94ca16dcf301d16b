package io.mooring.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Where deliveries live. The rows, not a process's memory, say what is still to be told. */
interface Deliveries {

    /** Writes a delivery in the caller's transaction; one that exists for the same event and destination stays as it is. */
    Mono<Void> plan(Delivery delivery);

    /**
     * Takes what is due: at most one delivery for each destination, the most severe first, then the oldest. A
     * destination that another sender is busy with is passed over.
     *
     * @param lease how long the taker may stay silent before others may take over
     */
    Flux<Claim> claimDue(Instant now, Duration lease, String owner, int limit);

    /** Ends the attempt; false when the lease was lost meanwhile, and then nothing changes. */
    Mono<Boolean> settle(Claim claim, Result result, Instant now);

    Mono<Delivery> find(UUID id);

    Mono<List<Attempt>> attempts(UUID id);

    /**
     * Newest first.
     *
     * @param state null for all
     * @param before only what is older than this delivery; null for the newest
     */
    Flux<Delivery> list(@Nullable DeliveryState state, @Nullable UUID before, int most);

    /** DEAD to PENDING, at once due, with its age counted anew; false when it is not DEAD. */
    Mono<Boolean> retry(UUID id, Instant now);

    /** DEAD to DROPPED; false when it is not DEAD. */
    Mono<Boolean> drop(UUID id, String by, Instant now);

    /** How many are in each state, for the meters. */
    Mono<Map<DeliveryState, Long>> counts();
}
