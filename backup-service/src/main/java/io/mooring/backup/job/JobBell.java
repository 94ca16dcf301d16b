package io.mooring.backup.job;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.stereotype.Component;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Rings when a job was added here, so that it need not wait for the next look into the database. */
@Component
final class JobBell {

    private final Semaphore rings = new Semaphore(0);

    void ring() {
        rings.release();
    }

    /** Until it rings, at most so long; all rings until now count as one. */
    void await(Duration longest) throws InterruptedException {
        rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        rings.drainPermits();
    }

    /** Before the commit there is nothing to be seen. */
    Mono<Void> ringAfterCommit() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(JobBell.this::ring);
                    }
                }))
                .onErrorResume(NoTransactionException.class, none -> {
                    ring();
                    return Mono.empty();
                })
                .then();
    }
}
