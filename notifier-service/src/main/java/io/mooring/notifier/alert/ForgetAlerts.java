package io.mooring.notifier.alert;

import io.mooring.platform.events.retention.Chore;
import java.time.Duration;
import java.time.InstantSource;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What was over long ago is nobody's business any more. */
final class ForgetAlerts implements Chore {

    private static final int AT_ONCE = 1_000;

    private final AlertStore store;
    private final TransactionalOperator transactions;
    private final Duration keep;
    private final InstantSource clock;

    ForgetAlerts(AlertStore store, TransactionalOperator transactions, Duration keep, InstantSource clock) {
        this.store = store;
        this.transactions = transactions;
        this.keep = keep;
        this.clock = clock;
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    /** Batch after batch until one comes back short. */
    @Override
    public Mono<Void> run() {
        return Mono.defer(
                        () -> store.forget(clock.instant().minus(keep), AT_ONCE).as(transactions::transactional))
                .repeat()
                .takeUntil(deleted -> deleted < AT_ONCE)
                .then();
    }
}
