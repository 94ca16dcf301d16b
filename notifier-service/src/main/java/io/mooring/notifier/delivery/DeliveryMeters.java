package io.mooring.notifier.delivery;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mooring.notifier.NotifierTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What planning and sending count. */
final class DeliveryMeters {

    private final MeterRegistry registry;

    DeliveryMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void settled(Delivery delivery, Result result, Instant now) {
        registry.counter(
                        NotifierTelemetry.ATTEMPTS.meter(),
                        NotifierTelemetry.TAG_CHANNEL,
                        delivery.channel(),
                        NotifierTelemetry.TAG_OUTCOME,
                        result.next().name().toLowerCase(Locale.ROOT))
                .increment();
        if (result.next() == DeliveryState.DELIVERED) {
            Timer.builder(NotifierTelemetry.TIME_TO_DELIVERED.meter())
                    .tag(NotifierTelemetry.TAG_CHANNEL, delivery.channel())
                    .register(registry)
                    .record(Duration.between(delivery.createdAt(), now));
        }
    }

    void superseded(long deliveries) {
        registry.counter(NotifierTelemetry.SUPERSEDED.meter()).increment(deliveries);
    }
}
