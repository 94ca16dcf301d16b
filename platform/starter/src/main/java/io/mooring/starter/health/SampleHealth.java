package io.mooring.starter.health;

import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.platform.events.publish.EventRecords;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Takes a sample again and again while the application runs, on a daemon thread of its own. */
final class SampleHealth implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SampleHealth.class);

    private final RunChecks checks;
    private final JvmMeasurements measurements;
    private final HealthSamples samples;
    private final EventPublisher publisher;
    private final EventRecords records;
    private final Duration interval;
    private final InstantSource clock;
    private @Nullable ScheduledExecutorService timer;

    SampleHealth(
            RunChecks checks,
            HealthSamples samples,
            EventPublisher publisher,
            EventRecords records,
            Duration interval,
            InstantSource clock) {
        this.checks = checks;
        this.measurements = new JvmMeasurements();
        this.samples = samples;
        this.publisher = publisher;
        this.records = records;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public synchronized void start() {
        publisher.start();
        timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("mooring-sample").factory());
        timer.scheduleAtFixedRate(this::sample, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public synchronized void stop() {
        if (timer != null) {
            timer.shutdownNow();
        }
        timer = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return timer != null;
    }

    /** A timer forgets a task that throws; this one must come again. */
    private void sample() {
        try {
            publisher.offer(records.of(samples.of(checks.now(), measurements.now(), clock.instant()), null));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            LOG.debug("No health sample this time", failed);
        }
    }
}
