package io.mooring.backup.place;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.location.LocationHealth;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Asks every location again and again whether it would take a backup. One that hangs holds up nobody but itself. */
@Component
final class CheckLocations implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(CheckLocations.class);

    private final BackupLocations locations;
    private final Duration every;
    private final InstantSource clock;
    private final Map<String, CheckedLocation> findings = new ConcurrentHashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;

    CheckLocations(BackupLocations locations, BackupSettings settings, InstantSource clock, MeterRegistry registry) {
        this.locations = locations;
        this.every = settings.checkLocations();
        this.clock = clock;
        locations.all().forEach(location -> {
            findings.put(location.id(), new CheckedLocation(location, null, null));
            gauge(location.id(), registry);
        });
    }

    private void gauge(String id, MeterRegistry registry) {
        Gauge.builder(BackupTelemetry.LOCATION_USABLE.meter(), () -> usable(id))
                .description(BackupTelemetry.LOCATION_USABLE.description())
                .tag(BackupTelemetry.LOCATION, id)
                .register(registry);
    }

    private double usable(String id) {
        return find(id).filter(checked -> checked.health() != null)
                .map(checked -> checked.isDown() ? 0.0 : 1.0)
                .orElse(Double.NaN);
    }

    /** In the order of the settings, with the last findings. */
    List<CheckedLocation> all() {
        return locations.all().stream()
                .flatMap(location -> find(location.id()).stream())
                .toList();
    }

    private Optional<CheckedLocation> find(String id) {
        return Optional.ofNullable(findings.get(id));
    }

    @Override
    public void start() {
        running = true;
        locations
                .all()
                .forEach(location -> threads.add(
                        Thread.ofVirtual().name("check-" + location.id()).start(() -> checkForever(location))));
    }

    @Override
    public void stop() {
        running = false;
        threads.forEach(Thread::interrupt);
        threads.clear();
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void checkForever(BackupLocation location) {
        try {
            while (running) {
                check(location);
                Thread.sleep(every);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    void check(BackupLocation location) {
        try {
            LocationHealth health = location.check();
            CheckedLocation before =
                    findings.put(location.id(), new CheckedLocation(location, health, clock.instant()));
            if (before == null || before.health() == null || before.health().state() != health.state()) {
                LOG.info("Location {} is {}: {}", location.id(), health.state(), health.reason());
            }
        } catch (RuntimeException mistake) {
            LOG.error("Location {} could not be checked", location.id(), mistake);
        }
    }
}
