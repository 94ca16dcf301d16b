package io.mooring.notifier.incident;

import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.publisher.Mono;

/** Looks for due clocks again and again, and now and then for alerts without their incident. */
final class WatchClocks implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WatchClocks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration LOOK_FOR_MISSED = Duration.ofSeconds(30);

    private final RunDueClocks clocks;
    private final OpenMissed missed;
    private final Duration poll;
    private final InstantSource clock;
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private volatile Thread thread = Thread.currentThread();
    private Instant lookedAt = Instant.MIN;

    WatchClocks(RunDueClocks clocks, OpenMissed missed, Duration poll, InstantSource clock) {
        this.clocks = clocks;
        this.missed = missed;
        this.poll = poll;
        this.clock = clock;
    }

    /** Looks now rather than at the next poll. */
    void wake() {
        wake.release();
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("notifier-incident-clocks").start(this::loop);
    }

    private void loop() {
        while (running) {
            round();
            try {
                wake.tryAcquire(poll.toMillis(), TimeUnit.MILLISECONDS);
                wake.drainPermits();
            } catch (InterruptedException stop) {
                return;
            }
        }
    }

    private void round() {
        round("Clocks of incidents cannot be run", clocks.run().then());
        round("Alerts without their incident cannot be looked for", Mono.defer(this::lookForMissed));
    }

    private void round(String otherwise, Mono<Void> work) {
        try {
            BlockingBridge.await(work, PATIENCE);
        } catch (RuntimeException failed) {
            if (running) {
                log.warn("{}, trying again in {}: {}", otherwise, poll, failed.toString());
            }
        }
    }

    private Mono<Void> lookForMissed() {
        Instant now = clock.instant().truncatedTo(java.time.temporal.ChronoUnit.MICROS);
        // A clock that was set back is no reason to wait.
        if (now.isBefore(lookedAt) || lookedAt.isBefore(now.minus(LOOK_FOR_MISSED))) {
            lookedAt = now;
            return missed.look(now);
        }
        return Mono.empty();
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
