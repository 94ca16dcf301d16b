package io.mooring.notifier.heartbeat;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierTelemetry;

/** Counts heartbeats by how they went. */
final class HeartbeatMeters {

    private final MeterRegistry registry;

    HeartbeatMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void count(Beat.State state) {
        registry.counter(NotifierTelemetry.HEARTBEATS.meter(), NotifierTelemetry.TAG_OUTCOME, state.word())
                .increment();
    }
}
