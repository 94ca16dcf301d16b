package io.mooring.backup.restore;

import io.mooring.backup.approval.AwaitingApproval;
import io.mooring.backup.approval.Undecided;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Ends restores that nobody decided on: each keeps its backup from being let go for as long as it waits. */
@Component
final class ExpireRestores implements AwaitingApproval {

    private static final int AT_ONCE = 200;

    private final Restores restores;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    ExpireRestores(Restores restores, TransactionalOperator transaction, InstantSource clock) {
        this.restores = restores;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Mono<Long> expire(Instant requestedBefore, Duration after) {
        return restores.list(new Restores.Filter(null, RestoreState.AWAITING_APPROVAL, null, AT_ONCE))
                .filter(restore -> restore.requestedAt().isBefore(requestedBefore))
                .collectList()
                .flatMapIterable(undecided -> undecided)
                .concatMap(restore -> restores.change(restore, restore.expired(Undecided.words(after), clock.instant()))
                        .as(transaction::transactional))
                .filter(Boolean::booleanValue)
                .count();
    }
}
