package io.mooring.notifier.incident;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierTelemetry;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps the gauges of incidents that go on. Counts that are not known are NaN, which Prometheus shows as no value. */
final class CountIncidents implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(CountIncidents.class);
    private static final Duration EVERY = Duration.ofSeconds(15);

    private final Incidents incidents;
    private volatile Map<Priority, Long> counts = Map.of();
    private volatile boolean known;
    private volatile Disposable counting = () -> {};
    private volatile boolean running;

    CountIncidents(Incidents incidents, MeterRegistry registry) {
        this.incidents = incidents;
        for (Priority priority : Priority.values()) {
            Gauge.builder(NotifierTelemetry.INCIDENTS.meter(), this, now -> now.of(priority))
                    .tag(NotifierTelemetry.TAG_PRIORITY, Word.of(priority))
                    .register(registry);
        }
    }

    private double of(Priority priority) {
        return known ? counts.getOrDefault(priority, 0L) : Double.NaN;
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
        return incidents
                .goingOn()
                .timeout(EVERY)
                .doOnNext(now -> {
                    counts = now;
                    known = true;
                })
                .onErrorResume(away -> {
                    known = false;
                    log.debug("Incidents cannot be counted", away);
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
