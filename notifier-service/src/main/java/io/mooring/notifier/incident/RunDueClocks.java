package io.mooring.notifier.incident;

import io.mooring.notifier.oncall.WhoIsOnCall;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes one incident after the other whose clock is due, and does what is due, in one transaction each. */
final class RunDueClocks {

    /** More than one round may find; a defect that leaves a clock due must not spin. */
    private static final int MOST = 1_000;

    private final Incidents incidents;
    private final WhoIsOnCall onCall;
    private final FireClocks clocks;
    private final CommitChange commit;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    RunDueClocks(
            Incidents incidents,
            WhoIsOnCall onCall,
            FireClocks clocks,
            CommitChange commit,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.incidents = incidents;
        this.onCall = onCall;
        this.clocks = clocks;
        this.commit = commit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @return how many incidents had something due */
    Mono<Long> run() {
        return Mono.defer(this::one)
                .repeat(MOST)
                .takeUntil(found -> !found)
                .filter(found -> found)
                .count();
    }

    private Mono<Boolean> one() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return incidents
                .lockDue(now)
                .flatMap(incident -> onCall.levels(now)
                        .map(levels -> clocks.fire(incident, levels, now))
                        .flatMap(commit::commit)
                        .thenReturn(true))
                .as(transaction::transactional)
                .defaultIfEmpty(false);
    }
}
