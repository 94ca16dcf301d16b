package io.mooring.backup.wal;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * The recovery point of each plan that this process receives WAL for, overall and per location, and whether its source takes canaries; NaN while
 * it is not known.
 */
@Component
final class WalMeters {

    private final MeterRegistry registry;
    private final Map<String, Double> canaries = new ConcurrentHashMap<>();
    private final Map<String, Double> seconds = new ConcurrentHashMap<>();
    private final Map<String, List<Gauge>> gauges = new ConcurrentHashMap<>();

    WalMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param recoverable whether a base backup leads on to the WAL; without one all would be lost, which has no age */
    void tell(WalReport report, RecoveryPoints points, Collection<String> locations, boolean recoverable) {
        String plan = report.planId();
        put(plan, recoverable ? seconds(report.rpo()) : Double.NaN);
        locations.forEach(location -> put(
                key(plan, location),
                report.rpo() == null || !recoverable
                        ? Double.NaN
                        : points.behind(location).map(WalMeters::seconds).orElse(Double.NaN)));
        canaries.put(plan, committed(report.canaries()));
        gauges.computeIfAbsent(plan, id -> register(id, locations));
    }

    /** Another process may tell from now on. */
    void forget(String plan) {
        List<Gauge> mine = gauges.remove(plan);
        if (mine != null) {
            mine.forEach(registry::remove);
        }
    }

    private List<Gauge> register(String plan, Collection<String> locations) {
        List<Gauge> made = new java.util.ArrayList<>();
        made.add(gauge(BackupTelemetry.RECOVERY_POINT, plan).tag("plan", plan).register(registry));
        made.add(
                Gauge.builder(BackupTelemetry.CANARIES_COMMITTED.meter(), () -> canaries.getOrDefault(plan, Double.NaN))
                        .description(BackupTelemetry.CANARIES_COMMITTED.description())
                        .tag("plan", plan)
                        .register(registry));
        for (String location : locations) {
            made.add(gauge(BackupTelemetry.LOCATION_RECOVERY_POINT, key(plan, location))
                    .tag("plan", plan)
                    .tag(BackupTelemetry.LOCATION, location)
                    .register(registry));
        }
        return made;
    }

    private Gauge.Builder<?> gauge(BackupTelemetry name, String key) {
        return Gauge.builder(name.meter(), () -> seconds.getOrDefault(key, Double.NaN))
                .description(name.description())
                .baseUnit("seconds");
    }

    private void put(String key, double value) {
        seconds.put(key, value);
    }

    private static double committed(CanaryReport report) {
        return switch (report.state()) {
            case COMMITTED -> 1;
            case REFUSED -> 0;
            case STANDBY, OFF, UNKNOWN -> Double.NaN;
        };
    }

    private static String key(String plan, String location) {
        return plan + "/" + location;
    }

    private static double seconds(@org.jspecify.annotations.Nullable Duration duration) {
        return duration == null ? Double.NaN : duration.toMillis() / 1000.0;
    }
}
