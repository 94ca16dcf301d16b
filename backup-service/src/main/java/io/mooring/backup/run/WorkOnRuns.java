package io.mooring.backup.run;

import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Starts waiting runs while there is room, and looks after those that lost their owner. Two virtual threads wait; each backup has
 * one of its own.
 */
@Component
final class WorkOnRuns implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(WorkOnRuns.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration STOP_WAIT = Duration.ofSeconds(20);

    private final RecordRuns record;
    private final CarryOutRun carryOutRun;
    private final FailStalledRuns failStalledRuns;
    private final SweepLeftovers sweepLeftovers;
    private final RunningBackups runningBackups;
    private final LeaseOwners owners;
    private final QueueBell bell;
    private final RunTiming timing;
    private final InstantSource clock;
    private final Semaphore slots;
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private volatile boolean running;

    WorkOnRuns(
            RecordRuns record,
            CarryOutRun carryOutRun,
            FailStalledRuns failStalledRuns,
            SweepLeftovers sweepLeftovers,
            RunningBackups runningBackups,
            LeaseOwners owners,
            QueueBell bell,
            RunTiming timing,
            InstantSource clock) {
        this.record = record;
        this.carryOutRun = carryOutRun;
        this.failStalledRuns = failStalledRuns;
        this.sweepLeftovers = sweepLeftovers;
        this.runningBackups = runningBackups;
        this.owners = owners;
        this.bell = bell;
        this.timing = timing;
        this.clock = clock;
        this.slots = new Semaphore(timing.concurrent());
    }

    @Override
    public void start() {
        running = true;
        spawn("claim-runs", this::claimForever);
        spawn("stalled-runs", this::houseKeepForever);
    }

    /** Stops the backups, which clean up after themselves, and waits for their ends to be recorded. */
    @Override
    public void stop() {
        running = false;
        bell.ring();
        runningBackups.all().forEach(backup -> backup.stop(StopReason.SHUTDOWN));
        long deadline = System.nanoTime() + STOP_WAIT.toNanos();
        for (Thread thread : threads) {
            await(thread, deadline);
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void claimForever() throws InterruptedException {
        while (running) {
            slots.acquire();
            BackupRun started = running ? claim() : null;
            if (started == null) {
                slots.release();
                bell.await(timing.poll());
            } else {
                spawn("run-" + started.id(), () -> carryOut(started));
            }
        }
    }

    private @Nullable BackupRun claim() {
        try {
            Lease lease = new Lease(owners.next(), clock.instant().plus(timing.lease()));
            return BlockingBridge.await(record.start(lease), PATIENCE);
        } catch (RuntimeException unreachable) {
            LOG.warn("Waiting runs cannot be started yet: {}", unreachable.getMessage());
            return null;
        }
    }

    private void carryOut(BackupRun started) throws InterruptedException {
        try {
            carryOutRun.carryOut(started);
        } finally {
            slots.release();
        }
    }

    private void houseKeepForever() throws InterruptedException {
        long sweptAt = System.nanoTime() - timing.sweep().toNanos();
        while (running) {
            try {
                failStalledRuns.endAll();
                if (System.nanoTime() - sweptAt >= timing.sweep().toNanos()) {
                    sweptAt = System.nanoTime();
                    sweepLeftovers.everywhere();
                }
            } catch (RuntimeException unreachable) {
                LOG.warn("Stalled runs cannot be looked after yet: {}", unreachable.getMessage());
            }
            Thread.sleep(timing.poll());
        }
    }

    private interface Work {
        void run() throws InterruptedException;
    }

    private void spawn(String name, Work work) {
        Thread thread = Thread.ofVirtual().name(name).unstarted(() -> {
            try {
                work.run();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } finally {
                threads.remove(Thread.currentThread());
            }
        });
        threads.add(thread);
        thread.start();
    }

    private void await(Thread thread, long deadline) {
        try {
            boolean idle = thread.getName().startsWith("run-") ? thread.join(until(deadline)) : interrupted(thread);
            if (!idle) {
                thread.interrupt();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private static Duration until(long deadline) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private static boolean interrupted(Thread thread) {
        thread.interrupt();
        return true;
    }
}
