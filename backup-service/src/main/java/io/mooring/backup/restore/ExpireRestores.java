package io.mooring.backup.restore;

import io.mooring.backup.approval.AwaitingApproval;
import io.mooring.backup.approval.Undecided;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
        return undecided(null)
                .expand(page -> page.size() < AT_ONCE
                        ? Mono.empty()
                        : undecided(page.getLast().id()))
                .concatMapIterable(page -> page)
                .filter(restore -> restore.requestedAt().isBefore(requestedBefore))
                .concatMap(restore -> restores.change(restore, restore.expired(Undecided.words(after), clock.instant()))
                        .as(transaction::transactional))
                .filter(Boolean::booleanValue)
                .count();
    }

    /** Newest first; those that waited longest are on the last page. */
    private Mono<List<Restore>> undecided(@Nullable String olderThan) {
        return restores.list(new Restores.Filter(null, RestoreState.AWAITING_APPROVAL, olderThan, AT_ONCE))
                .collectList();
    }
}
