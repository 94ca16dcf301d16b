package io.mooring.backup.restore;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobLost;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** A restore while this process works on it: what is true of it, and how far it is, written down every second. */
final class RunningRestore implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RunningRestore.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long TELL_MILLIS = 500;

    private final Restores restores;
    private final JobControl control;
    private final InstantSource clock;
    private final RestoreMeter meter = new RestoreMeter();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread teller;
    private Restore now;

    RunningRestore(Restore restore, Restores restores, JobControl control, InstantSource clock) {
        this.now = restore;
        this.restores = restores;
        this.control = control;
        this.clock = clock;
        this.teller = Thread.ofVirtual().name("tell-" + restore.id()).start(this::tell);
    }

    Restore now() {
        return now;
    }

    RestoreMeter meter() {
        return meter;
    }

    RestoreProgress progress() {
        return meter.at(clock.instant());
    }

    /** Commits a change, which only the holder of the job may. */
    Restore save(UnaryOperator<Restore> change) {
        Restore after = change.apply(now);
        if (after != now) {
            control.record(replace(now, after));
            now = after;
        }
        return now;
    }

    Mono<Void> replace(Restore before, Restore after) {
        return Mono.defer(() -> restores.change(before, after))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new JobLost(before.id())))
                .then();
    }

    /** Not interrupted at its end: an interrupt in the middle of a statement would close the connection. */
    private void tell() {
        try {
            while (!over.await(TELL_MILLIS, TimeUnit.MILLISECONDS)) {
                RestoreProgress progress = progress();
                try {
                    BlockingBridge.await(restores.progress(now.id(), progress), PATIENCE);
                } catch (RuntimeException unreachable) {
                    LOG.warn(
                            "The progress of restore {} cannot be written down: {}",
                            now.id(),
                            unreachable.getMessage());
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        over.countDown();
        boolean interrupted = Thread.interrupted();
        try {
            teller.join(PATIENCE);
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
