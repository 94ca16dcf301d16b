package io.mooring.notifier.incident;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.mooring.notifier.NotifierTelemetry;
import java.time.Duration;
import java.time.Instant;

/** What incidents count. A change that is rolled back is counted once more: meters show trends, rows the truth. */
final class IncidentMeters {

    private final MeterRegistry registry;

    IncidentMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void changed(Change change) {
        for (Telling telling : change.tellings()) {
            if (telling instanceof Telling.Called called && !called.level().isEmpty()) {
                registry.counter(
                                NotifierTelemetry.ESCALATIONS.meter(),
                                NotifierTelemetry.TAG_LEVEL,
                                called.level(),
                                NotifierTelemetry.TAG_PRIORITY,
                                Word.of(change.after().priority()))
                        .increment();
            }
        }
        Incident before = change.before();
        Instant first = change.after().response().firstAt();
        if (first != null && before != null && before.response().firstAt() == null) {
            Timer.builder(NotifierTelemetry.TIME_TO_RESPOND.meter())
                    .tag(NotifierTelemetry.TAG_PRIORITY, Word.of(change.after().priority()))
                    .register(registry)
                    .record(Duration.between(change.after().origin().at(), first));
        }
    }
}
