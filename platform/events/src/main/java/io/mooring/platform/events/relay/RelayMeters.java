package io.mooring.platform.events.relay;

import static io.mooring.platform.events.EventsTelemetry.KIND;
import static io.mooring.platform.events.EventsTelemetry.TOPIC;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.platform.events.EventsTelemetry;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** The relay's meters, named in {@link EventsTelemetry}. */
final class RelayMeters {

    private final MeterRegistry registry;
    private final AtomicInteger relaying = new AtomicInteger();
    private volatile Backlog backlog = Backlog.UNKNOWN;

    RelayMeters(MeterRegistry registry) {
        this.registry = registry;
        gauge(EventsTelemetry.BACKLOG, "events", meters -> meters.backlog.events());
        gauge(EventsTelemetry.OLDEST_AGE, "seconds", meters -> meters.backlog.oldestSeconds());
        gauge(EventsTelemetry.PROBLEMS, "keys", meters -> meters.backlog.problems());
        gauge(EventsTelemetry.RELAYING, "relays", meters -> meters.relaying.get());
    }

    void relaying(boolean now) {
        relaying.set(now ? 1 : 0);
    }

    void backlog(Backlog measured) {
        backlog = measured;
    }

    void sent(String topic) {
        registry.counter(EventsTelemetry.SENT.meterName(), TOPIC, topic).increment();
    }

    void failed(String topic, boolean undeliverable) {
        registry.counter(
                        EventsTelemetry.FAILED.meterName(),
                        TOPIC,
                        topic,
                        KIND,
                        undeliverable ? "undeliverable" : "unreachable")
                .increment();
    }

    private void gauge(EventsTelemetry meter, String unit, ToDoubleFunction<RelayMeters> value) {
        Gauge.builder(meter.meterName(), this, value).baseUnit(unit).register(registry);
    }

    /** One measurement; {@link #UNKNOWN} is shown as NaN, never as an empty backlog. */
    record Backlog(double events, double oldestSeconds, double problems) {
        static final Backlog UNKNOWN = new Backlog(Double.NaN, Double.NaN, Double.NaN);
    }
}
