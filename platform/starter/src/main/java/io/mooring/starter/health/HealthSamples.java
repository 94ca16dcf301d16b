package io.mooring.starter.health;

import io.mooring.events.health.ComponentCheck;
import io.mooring.events.health.HealthSampled;
import io.mooring.events.health.HealthStatus;
import io.mooring.events.health.Measurement;
import io.mooring.events.health.ResourceKind;
import io.mooring.starter.publish.Identity;
import io.mooring.starter.publish.PublishSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks and measurements as {@code HealthSampled}. */
final class HealthSamples {

    private final Identity identity;
    private final Duration interval;
    private final Set<String> optional;
    private final Map<String, String> labels;

    HealthSamples(Identity identity, PublishSettings settings) {
        this.identity = identity;
        this.interval = settings.health().interval();
        this.optional = settings.health().optionalComponents();
        this.labels = new HashMap<>(settings.labels());
        this.labels.putIfAbsent("service", identity.service());
        this.labels.putIfAbsent("host", identity.host());
    }

    HealthSampled of(List<Checked> checks, List<Measurement> measurements, Instant at) {
        return HealthSampled.newBuilder()
                .setResourceId(identity.instance())
                .setResourceKind(ResourceKind.SERVICE)
                .setResourceName(identity.service())
                .setSampledAt(at.truncatedTo(ChronoUnit.MICROS))
                .setStatus(overall(checks))
                .setIntervalMillis(interval.toMillis())
                .setMeasurements(measurements)
                .setChecks(checks.stream().map(this::check).toList())
                .setLabels(labels)
                .build();
    }

    private ComponentCheck check(Checked checked) {
        return ComponentCheck.newBuilder()
                .setComponent(checked.component())
                .setRequired(isRequired(checked))
                .setStatus(checked.status())
                .setLatencyMicros(checked.took() == null ? null : checked.took().toNanos() / 1000)
                .setDetail(checked.detail())
                .build();
    }

    /** The gravest; without any check nobody knows. */
    private HealthStatus overall(List<Checked> checks) {
        return checks.stream().map(this::effect).max(HealthSamples::compare).orElse(HealthStatus.UNKNOWN);
    }

    private HealthStatus effect(Checked checked) {
        boolean degrades = !isRequired(checked) && checked.status() == HealthStatus.CRITICAL;
        return degrades ? HealthStatus.DEGRADED : checked.status();
    }

    private boolean isRequired(Checked checked) {
        String component = checked.component();
        int part = component.indexOf('/');
        return !optional.contains(component) && (part < 0 || !optional.contains(component.substring(0, part)));
    }

    private static int compare(HealthStatus one, HealthStatus other) {
        return Integer.compare(gravity(one), gravity(other));
    }

    private static int gravity(HealthStatus status) {
        return switch (status) {
            case HEALTHY -> 0;
            case UNKNOWN -> 1;
            case DEGRADED -> 2;
            case CRITICAL -> 3;
        };
    }
}
