package io.mooring.monitor.sample;

import io.mooring.events.health.HealthSampled;
import io.mooring.events.health.HealthStatus;
import io.mooring.events.health.Measurement;
import io.mooring.events.health.ResourceKind;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Samples as events. The status stays UNKNOWN: nothing here judges a value yet. */
final class SampleEvents {

    private final Duration interval;

    SampleEvents(Duration interval) {
        this.interval = interval;
    }

    OutgoingEvent of(HostSample sample) {
        HealthSampled event = HealthSampled.newBuilder()
                .setResourceId(sample.hostId())
                .setResourceKind(ResourceKind.HOST)
                .setResourceName(sample.hostName())
                .setSampledAt(sample.at())
                .setStatus(HealthStatus.UNKNOWN)
                .setIntervalMillis(interval.toMillis())
                .setMeasurements(
                        sample.values().stream().map(SampleEvents::measurement).toList())
                .setChecks(List.of())
                .setLabels(Map.of())
                .build();
        return OutgoingEvent.of(TopicCatalogue.HEALTH_SAMPLES, sample.hostId(), event);
    }

    private static Measurement measurement(Measured value) {
        return Measurement.newBuilder()
                .setMetric(value.metric())
                .setUnit(value.unit())
                .setValue(value.value())
                .build();
    }
}
