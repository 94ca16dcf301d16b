package io.mooring.notifier.delivery;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierTelemetry;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps the gauges of deliveries by state. Counts that are not known are NaN, which Prometheus shows as no value. */
final class CountDeliveries implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CountDeliveries.class);
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Deliveries deliveries;
    private volatile Map<DeliveryState, Long> counts = Map.of();
    private volatile boolean known;
    private volatile Disposable counting = () -> {};
    private volatile boolean running;

    CountDeliveries(Deliveries deliveries, MeterRegistry registry) {
        this.deliveries = deliveries;
        for (DeliveryState state : DeliveryState.values()) {
            Gauge.builder(NotifierTelemetry.DELIVERIES.meter(), this, now -> now.of(state))
                    .tag(NotifierTelemetry.TAG_STATE, state.name().toLowerCase(Locale.ROOT))
                    .register(registry);
        }
    }

    private double of(DeliveryState state) {
        return known ? counts.getOrDefault(state, 0L) : Double.NaN;
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
        return deliveries
                .counts()
                .timeout(EVERY)
                .doOnNext(now -> {
                    counts = now;
                    known = true;
                })
                .onErrorResume(away -> {
                    known = false;
                    log.debug("Deliveries cannot be counted", away);
                    return Mono.empty();
                })
                .then();
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
