package io.mooring.notifier.delivery;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.notice.Notice;
import io.mooring.platform.observability.Traceparent;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Decides who is told of a notice and writes a delivery for each, in the transaction that notes the event as seen. */
public final class PlanDeliveries {

    private static final Logger log = LoggerFactory.getLogger(PlanDeliveries.class);

    /** Where notices of at least this severity go. */
    public record Route(Severity atLeast, String channel, String destination) {

        boolean takes(Notice notice) {
            return notice.severity().compareTo(atLeast) >= 0;
        }
    }

    private final Deliveries deliveries;
    private final List<Route> routes;
    private final InstantSource clock;
    private final Supplier<UUID> ids;

    PlanDeliveries(Deliveries deliveries, List<Route> routes, InstantSource clock, Supplier<UUID> ids) {
        this.deliveries = deliveries;
        this.routes = List.copyOf(routes);
        this.clock = clock;
        this.ids = ids;
    }

    public Mono<Void> plan(Notice notice) {
        return Mono.deferContextual(context -> plan(notice, Traceparent.current(context)));
    }

    private Mono<Void> plan(Notice notice, Optional<Traceparent> trace) {
        return Flux.fromIterable(routes)
                .filter(route -> route.takes(notice))
                .map(route -> Delivery.planned(
                        ids.get(), route.channel(), route.destination(), notice, trace.orElse(null), clock.instant()))
                .concatMap(delivery ->
                        deliveries.plan(delivery).doOnSuccess(_ -> log.info("{} is planned", named(delivery))))
                .then();
    }

    private static String named(Delivery delivery) {
        Notice notice = delivery.notice();
        return "Delivery " + delivery.id() + " of " + notice.eventType() + " " + notice.eventId() + " to "
                + delivery.channel();
    }
}
