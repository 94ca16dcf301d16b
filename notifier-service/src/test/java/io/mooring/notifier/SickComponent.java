package io.mooring.notifier;

import io.mooring.events.health.ComponentCheck;
import io.mooring.events.health.HealthSampled;
import io.mooring.events.health.HealthStatus;
import io.mooring.events.health.ResourceKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A component that does not work, of which samples say so. Its alert ends when none has for a while. */
final class SickComponent implements AutoCloseable {

    private static final String RULES = """
            rules:
              - name: component-critical
                event: HealthSampled
                when: checks.^[required and status == 'CRITICAL'] != null
                each: checks.?[required and status == 'CRITICAL']
                says: firing
                severity: critical
                key: "health/#{resourceId}/#{each.component}"
                at: sampledAt
                title: "#{each.component} of #{resourceName} does not work"
                text: "#{each.detail}"
                labels: {resource: "#{resourceId}", component: "#{each.component}"}
                ends-when-quiet-for: %s
            """;

    private final BackupEvents events;
    private final ScheduledExecutorService sampler = Executors.newSingleThreadScheduledExecutor();
    private final String resource = "host-" + UUID.randomUUID();

    /** @param events of the broker that is told; closed with it */
    SickComponent(BackupEvents events) {
        this.events = events;
    }

    /** The rule as shipped but for how soon it ends. */
    static Path rules(Path folder, Duration quiet) {
        try {
            return Files.writeString(folder.resolve("rules.yml"), RULES.formatted(quiet));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String resource() {
        return resource;
    }

    String key() {
        return "health/" + resource + "/disk";
    }

    void sample() {
        events.publishIn(
                "mooring.health.samples",
                resource,
                HealthSampled.newBuilder()
                        .setResourceId(resource)
                        .setResourceKind(ResourceKind.HOST)
                        .setResourceName(resource)
                        .setSampledAt(Instant.now())
                        .setStatus(HealthStatus.CRITICAL)
                        .setMeasurements(List.of())
                        .setChecks(List.of(ComponentCheck.newBuilder()
                                .setComponent("disk")
                                .setRequired(true)
                                .setStatus(HealthStatus.CRITICAL)
                                .setDetail("It does not answer.")
                                .build()))
                        .setLabels(Map.of())
                        .build());
    }

    /** Until it is closed. */
    void sampleEvery(Duration time) {
        sampler.scheduleAtFixedRate(this::sample, 0, time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How often it was an alert. */
    long episodes(DeliveryRows rows) {
        return Long.parseLong(rows.ask("SELECT count(*) FROM alert WHERE key = '" + key() + "'"));
    }

    boolean isOpen(DeliveryRows rows) {
        return !rows.ask("SELECT count(*) FROM alert WHERE state <> 'RESOLVED' AND key = '" + key() + "'")
                .equals("0");
    }

    /** How many samples were heard in all of its episodes. */
    long heard(DeliveryRows rows) {
        return Long.parseLong(
                rows.ask("SELECT coalesce(sum(reports), 0)::bigint FROM alert WHERE key = '" + key() + "'"));
    }

    @Override
    public void close() {
        sampler.shutdownNow();
        events.close();
    }
}
