package io.mooring.notifier.delivery;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deliveries as people and meters read them. */
interface ReadDeliveries {

    /** What a list is narrowed by; null for everything. */
    record Filter(
            @Nullable DeliveryState state,
            @Nullable String destination,
            @Nullable UUID conversation) {

        /** PostgreSQL's text cannot hold NUL. */
        public Filter {
            destination = destination == null ? null : destination.replace("\0", "");
        }
    }

    Mono<Delivery> find(UUID id);

    Mono<List<Attempt>> attempts(UUID id);

    /**
     * Newest first.
     *
     * @param before only what is older than this delivery; null for the newest
     */
    Flux<Delivery> list(Filter filter, @Nullable UUID before, int most);

    /** Of those destinations the ones that are paused now. */
    Flux<Pause> pauses(Collection<String> destinations);

    /** How many are in each state in which something may still happen: those that wait, and DEAD. */
    Mono<Map<DeliveryState, Long>> counts();

    /** Of every destination that was ever told something. */
    Flux<DestinationCondition> conditions();
}
