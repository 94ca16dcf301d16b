package io.mooring.monitor.sample;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.monitor.MonitorSettings;
import io.mooring.monitor.MonitorTelemetry;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;

/**
 * Reads this host at every tick and commits the values together with their event. A tick that fails is counted and told
 * once; the next one goes on, and the gap stays visible as a gap.
 */
final class SampleThisHost implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(SampleThisHost.class);
    private static final Duration DATABASE_ANSWER = Duration.ofSeconds(10);
    private static final int DELETED_AT_ONCE = 5_000;

    private final Host host;
    private final Samples samples;
    private final SampleEvents events;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final MonitorSettings settings;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private volatile ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor();
    private volatile boolean running;
    private boolean failing;

    SampleThisHost(
            Host host,
            Samples samples,
            Outbox outbox,
            TransactionalOperator transaction,
            MonitorSettings settings,
            InstantSource clock,
            MeterRegistry meters) {
        this.host = host;
        this.samples = samples;
        this.events = new SampleEvents(settings.interval());
        this.outbox = outbox;
        this.transaction = transaction;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public void start() {
        running = true;
        ticks = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("monitor-service-sample").factory());
        ticks.scheduleAtFixedRate(this::tick, 0, settings.interval().toMillis(), TimeUnit.MILLISECONDS);
    }

    void tick() {
        try {
            HostSample sample = host.read(clock.instant());
            BlockingBridge.await(
                    samples.store(sample).then(outbox.append(events.of(sample))).as(transaction::transactional),
                    DATABASE_ANSWER);
            count("stored");
            failing = false;
            forget(sample.at().minus(settings.retention()));
        } catch (RuntimeException away) {
            count("failed");
            if (!failing) {
                log.warn("Samples of this host are not being stored: {}", away.toString());
            }
            failing = true;
        }
    }

    private void forget(Instant before) {
        BlockingBridge.await(samples.deleteBefore(before, DELETED_AT_ONCE), DATABASE_ANSWER);
    }

    private void count(String outcome) {
        meters.counter(MonitorTelemetry.SAMPLES.meter(), MonitorTelemetry.TAG_OUTCOME, outcome)
                .increment();
    }

    @Override
    public void stop() {
        running = false;
        ticks.shutdownNow();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
