package io.mooring.backup.job;

import io.mooring.backup.job.JobRows.HeldJob;
import io.mooring.backup.job.JobRows.JobLease;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * The hold of this process on one job: renews its lease and commits what is found out about it. Interrupts the worker when the job
 * is to stop, but never in the middle of a commit, of which nobody would know how it ended.
 */
final class HoldJob implements JobControl, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HoldJob.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final JobRows rows;
    private final TransactionalOperator transaction;
    private final JobTiming timing;
    private final InstantSource clock;
    private final HeldJob held;
    private final Thread worker;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final ReentrantLock committing = new ReentrantLock();
    private volatile @Nullable StopReason stopReason;
    private volatile @Nullable String cancelledBy;
    private volatile boolean over;
    private long renewedAt = System.nanoTime();

    /** Made by the thread that works on the job. */
    HoldJob(JobRows rows, TransactionalOperator transaction, JobTiming timing, InstantSource clock, HeldJob held) {
        this.rows = rows;
        this.transaction = transaction;
        this.timing = timing;
        this.clock = clock;
        this.held = held;
        this.worker = Thread.currentThread();
        this.cancelledBy = held.cancelledBy();
        Thread.ofVirtual().name("lease-" + held.job().id()).start(this::keep);
    }

    @Override
    public <T> @Nullable T record(Mono<T> change) {
        return commit(rows.holds(held.job().id(), owner()), change);
    }

    @Override
    public <T> @Nullable T finish(Mono<T> change) {
        T result = commit(rows.remove(held.job().id(), owner()), change);
        over = true;
        return result;
    }

    /** The job's own row first: whoever lost it must not even begin the change. */
    private <T> @Nullable T commit(Mono<Boolean> ours, Mono<T> change) {
        committing.lock();
        boolean interrupted = Thread.interrupted();
        try {
            return BlockingBridge.await(
                    transaction.transactional(ours.filter(Boolean::booleanValue)
                            .switchIfEmpty(
                                    Mono.error(() -> new JobLost(held.job().id())))
                            .then(change)),
                    PATIENCE);
        } finally {
            if (interrupted) {
                worker.interrupt();
            }
            committing.unlock();
        }
    }

    @Override
    public Optional<StopReason> stopReason() {
        return Optional.ofNullable(stopReason);
    }

    @Override
    public Optional<String> cancelledBy() {
        return Optional.ofNullable(cancelledBy);
    }

    /** Whether {@link #finish} has committed. */
    boolean isOver() {
        return over;
    }

    void release(Instant notBefore, boolean brokeDown) {
        boolean interrupted = Thread.interrupted();
        try {
            BlockingBridge.await(rows.release(held.job().id(), owner(), notBefore, brokeDown), PATIENCE);
        } catch (RuntimeException unreachable) {
            LOG.warn("The job {} is free only after its lease: {}", held.job().id(), unreachable.getMessage());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    void stop(StopReason reason) {
        if (stopReason == null) {
            stopReason = reason;
            committing.lock();
            try {
                if (!over) {
                    worker.interrupt();
                }
            } finally {
                committing.unlock();
            }
        }
    }

    private void keep() {
        try {
            while (!ended.await(timing.heartbeat().toMillis(), TimeUnit.MILLISECONDS) && renewed()) {
                // Until the work ends or the lease is another's.
            }
        } catch (InterruptedException never) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean renewed() {
        long asked = System.nanoTime();
        Instant next = clock.instant().plus(timing.lease());
        try {
            HeldJob now = BlockingBridge.await(rows.renew(held.job().id(), new JobLease(owner(), next)), PATIENCE);
            if (now == null) {
                stop(StopReason.LEASE_LOST);
                return false;
            }
            renewedAt = asked;
            if (now.cancelledBy() != null) {
                cancelledBy = now.cancelledBy();
                stop(StopReason.CANCELLED);
            }
        } catch (RuntimeException unreachable) {
            LOG.warn("The lease of job {} could not be renewed: {}", held.job().id(), unreachable.getMessage());
            // By a clock that never goes back: others count from the same moment.
            if (System.nanoTime() - renewedAt >= timing.lease().toNanos()) {
                stop(StopReason.LEASE_LOST);
            }
        }
        return true;
    }

    private String owner() {
        return held.lease().owner();
    }

    /** Does not interrupt the keeper: a query that is cut off could leave its connection to the next one half read. */
    @Override
    public void close() {
        over = true;
        ended.countDown();
    }
}
