package io.mooring.notifier.incident;

import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.oncall.WhoIsOnCall;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Takes one incident after the other whose clock is due, and does what is due, in one transaction each. */
final class RunDueClocks {

    private static final Logger log = LoggerFactory.getLogger(RunDueClocks.class);

    /** More than one round may find; a defect that leaves a clock due must not spin. */
    private static final int MOST = 1_000;

    private final Incidents incidents;
    private final WhoIsOnCall onCall;
    private final FireClocks clocks;
    private final CommitChange commit;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final PutOff<UUID> putOff;

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
        this.putOff = new PutOff<>(log, "The clocks of incident {} cannot be run", clock);
    }

    /** @return how many incidents had something due */
    Mono<Long> run() {
        return Mono.defer(this::one)
                .repeat(MOST)
                .takeUntil(found -> !found)
                .filter(found -> found)
                .count();
    }

    /** One that fails must not keep others from being called for. */
    private Mono<Boolean> one() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        return incidents
                .lockDue(now, putOff.waiting())
                .flatMap(id -> fire(id, now)
                        .onErrorMap(failure -> new Failed(id, failure))
                        .thenReturn(id))
                .as(transaction::transactional)
                .doOnNext(putOff::worked)
                .map(id -> true)
                .defaultIfEmpty(false)
                .onErrorResume(Failed.class, failure -> {
                    putOff.failed(failure.id, failure.why);
                    return Mono.just(true);
                });
    }

    private Mono<Incident> fire(UUID id, Instant now) {
        return incidents.find(id).flatMap(incident -> onCall.levels(now)
                .map(levels -> clocks.fire(incident, levels, now))
                .flatMap(commit::commit));
    }

    private static final class Failed extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final UUID id;
        private final transient Throwable why;

        Failed(UUID id, Throwable why) {
            super(why);
            this.id = id;
            this.why = why;
        }
    }
}
