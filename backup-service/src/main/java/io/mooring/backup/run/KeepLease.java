package io.mooring.backup.run;

import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.observability.TraceLater;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Renews a running backup's lease, writes down how far it is, and stops it when a person wishes so or when the lease is gone: a
 * process that cannot reach the database must not go on writing what others may by now clean up.
 */
final class KeepLease implements Runnable, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeepLease.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final RunningBackup running;
    private final BackupRuns runs;
    private final RunTiming timing;
    private final InstantSource clock;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private long renewedAt = System.nanoTime();

    private KeepLease(RunningBackup running, BackupRuns runs, RunTiming timing, InstantSource clock) {
        this.running = running;
        this.runs = runs;
        this.timing = timing;
        this.clock = clock;
        this.thread = Thread.ofVirtual().name("lease-" + running.run().id()).unstarted(TraceLater.carrying(this));
    }

    static KeepLease start(RunningBackup running, BackupRuns runs, RunTiming timing, InstantSource clock) {
        KeepLease keeper = new KeepLease(running, runs, timing, clock);
        keeper.thread.start();
        return keeper;
    }

    @Override
    public void run() {
        try {
            while (!ended.await(timing.heartbeat().toMillis(), TimeUnit.MILLISECONDS) && renewed()) {
                // Until the run ends or the lease is another's.
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewed() {
        String id = running.run().id();
        long asked = System.nanoTime();
        Instant next = clock.instant().plus(timing.lease());
        try {
            BackupRun now =
                    BlockingBridge.await(runs.renew(id, new Lease(lease().owner(), next), running.report()), PATIENCE);
            if (now == null) {
                running.stop(StopReason.LEASE_LOST);
                return false;
            }
            renewedAt = asked;
            if (now.cancellation() != null) {
                running.stop(StopReason.CANCELLED);
            }
        } catch (RuntimeException unreachable) {
            LOG.warn("The lease of run {} could not be renewed: {}", id, unreachable.getMessage());
            // By a clock that never goes back: others count from the same moment.
            if (System.nanoTime() - renewedAt >= timing.lease().toNanos()) {
                running.stop(StopReason.LEASE_LOST);
            }
        }
        return true;
    }

    private Lease lease() {
        return Objects.requireNonNull(running.run().lease());
    }

    /** Does not interrupt: a query that is cut off could leave its connection to the next one half read. */
    @Override
    public void close() {
        ended.countDown();
    }
}
