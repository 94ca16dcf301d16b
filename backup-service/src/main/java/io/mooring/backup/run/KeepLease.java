package io.mooring.backup.run;

import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.observability.TraceLater;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
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
    private Instant until;

    private KeepLease(RunningBackup running, BackupRuns runs, RunTiming timing, InstantSource clock) {
        this.running = running;
        this.runs = runs;
        this.timing = timing;
        this.clock = clock;
        this.until = lease().until();
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
            do {
                Thread.sleep(timing.heartbeat());
            } while (renewed());
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewed() {
        String id = running.run().id();
        Instant next = clock.instant().plus(timing.lease());
        try {
            BackupRun now =
                    BlockingBridge.await(runs.renew(id, new Lease(lease().owner(), next), running.report()), PATIENCE);
            if (now == null) {
                running.stop(StopReason.LEASE_LOST);
                return false;
            }
            until = next;
            if (now.cancellation() != null) {
                running.stop(StopReason.CANCELLED);
            }
        } catch (RuntimeException unreachable) {
            LOG.warn("The lease of run {} could not be renewed: {}", id, unreachable.getMessage());
            if (!clock.instant().isBefore(until)) {
                running.stop(StopReason.LEASE_LOST);
            }
        }
        return true;
    }

    private Lease lease() {
        return Objects.requireNonNull(running.run().lease());
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
