package io.mooring.notifier.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Keeps the gauges of deliveries that are not over, and of destinations that are paused. What is not known is NaN, which
 * Prometheus shows as no value.
 */
final class CountDeliveries implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CountDeliveries.class);
    private static final Duration EVERY = Duration.ofSeconds(15);

    /** What was counted last. */
    private record Counted(Map<DeliveryState, Long> deliveries, Set<String> paused) {}

    private final ReadDeliveries deliveries;
    private volatile @Nullable Counted counted;
    private volatile Disposable counting = () -> {};
    private volatile boolean running;

    CountDeliveries(ReadDeliveries deliveries, Destinations destinations, MeterRegistry registry) {
        this.deliveries = deliveries;
        for (DeliveryState state : DeliveryState.values()) {
            if (state.waiting() || state == DeliveryState.DEAD) {
                Gauge.builder(NotifierTelemetry.DELIVERIES.meter(), this, now -> now.of(state))
                        .tag(NotifierTelemetry.TAG_STATE, state.name().toLowerCase(Locale.ROOT))
                        .register(registry);
            }
        }
        for (Destination destination : destinations.all()) {
            Gauge.builder(NotifierTelemetry.PAUSED.meter(), this, now -> now.paused(destination.name()))
                    .tag(NotifierTelemetry.TAG_DESTINATION, destination.name())
                    .register(registry);
        }
    }

    private double of(DeliveryState state) {
        Counted last = counted;
        return last == null ? Double.NaN : last.deliveries().getOrDefault(state, 0L);
    }

    private double paused(String destination) {
        Counted last = counted;
        return last == null ? Double.NaN : last.paused().contains(destination) ? 1 : 0;
    }

    @Override
    public void start() {
        running = true;
        counting = Flux.interval(Duration.ZERO, EVERY)
                .onBackpressureDrop()
                .concatMap(tick -> count(), 1)
                .subscribe();
    }

    private Mono<Void> count() {
        return Mono.zip(deliveries.counts(), deliveries.conditions().collectList())
                .timeout(EVERY)
                .doOnNext(now -> counted = new Counted(now.getT1(), paused(now.getT2())))
                .onErrorResume(away -> {
                    counted = null;
                    log.debug("Deliveries cannot be counted", away);
                    return Mono.empty();
                })
                .then();
    }

    private static Set<String> paused(List<DestinationCondition> conditions) {
        return conditions.stream()
                .filter(condition -> condition.pausedUntil() != null)
                .map(DestinationCondition::destination)
                .collect(Collectors.toSet());
    }

    @Override
    public void stop() {
        running = false;
        counting.dispose();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
