package io.mooring.notifier.mute;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.alert.HeldAlerts;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Keeps the gauges of what mutes and of what is muted. What is not known is NaN, which Prometheus shows as no value. */
final class CountMutes {

    /** What was counted last. */
    private record Counted(long silences, Map<String, Long> held) {}

    private final Silences silences;
    private final HeldAlerts held;
    private final InstantSource clock;
    private volatile @Nullable Counted counted;

    CountMutes(Silences silences, HeldAlerts held, InstantSource clock, MeterRegistry registry) {
        this.silences = silences;
        this.held = held;
        this.clock = clock;
        Gauge.builder(NotifierTelemetry.SILENCES.meter(), this, CountMutes::silences)
                .strongReference(true)
                .register(registry);
        for (Muted.Kind kind : Muted.Kind.values()) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            Gauge.builder(NotifierTelemetry.ALERTS_HELD.meter(), this, now -> now.held(name))
                    .strongReference(true)
                    .tag(NotifierTelemetry.TAG_KIND, name)
                    .register(registry);
        }
    }

    private double silences() {
        Counted last = counted;
        return last == null ? Double.NaN : last.silences();
    }

    private double held(String kind) {
        Counted last = counted;
        return last == null ? Double.NaN : last.held().getOrDefault(kind, 0L);
    }

    Mono<Void> count() {
        Instant now = clock.instant();
        return silences.startedAt(now)
                .filter(silence -> silence.mutes(now))
                .count()
                .zipWith(held.counts(), Counted::new)
                .doOnNext(all -> counted = all)
                .doOnError(unknown -> counted = null)
                .doOnCancel(() -> counted = null)
                .then();
    }
}
