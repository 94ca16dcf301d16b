package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.etag.EntityTag;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Does one act to one incident while nobody else can. */
final class HandleIncident {

    private final Incidents incidents;
    private final CommitChange commit;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private volatile Runnable after = () -> {};

    HandleIncident(Incidents incidents, CommitChange commit, TransactionalOperator transaction, InstantSource clock) {
        this.incidents = incidents;
        this.commit = commit;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** @param wake is run after each change: clocks may be due at once */
    void afterwards(Runnable wake) {
        after = wake;
    }

    /** As rows can hold it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    Mono<Incident> open(Function<Long, Change> opening) {
        return open(opening, incident -> Mono.empty());
    }

    /** @param within the same transaction */
    Mono<Incident> open(Function<Long, Change> opening, Function<Incident, Mono<Void>> within) {
        return incidents
                .nextNumber()
                .flatMap(number -> commit.commit(opening.apply(number)))
                .flatMap(incident -> within.apply(incident).thenReturn(incident))
                .as(transaction::transactional)
                .doOnSuccess(done -> after.run());
    }

    /**
     * Errors: {@code unknown-incident} (404), {@code version-mismatch} (412), and those of the act.
     *
     * @param ifMatch the version that the person saw; null: any
     */
    Mono<Incident> act(UUID id, @Nullable String ifMatch, BiFunction<Incident, Instant, Change> act) {
        return actWithin(id, ifMatch, (incident, now) -> Mono.just(act.apply(incident, now)));
    }

    /** The same with an act that reads or writes more in the transaction. */
    Mono<Incident> actWithin(UUID id, @Nullable String ifMatch, BiFunction<Incident, Instant, Mono<Change>> act) {
        return incidents
                .lock(id)
                .switchIfEmpty(Mono.error(() -> unknown(id)))
                .doOnNext(incident -> {
                    if (ifMatch != null) {
                        new EntityTag(incident.version()).require(ifMatch);
                    }
                })
                .flatMap(incident -> act.apply(incident, now()))
                .flatMap(commit::commit)
                .as(transaction::transactional)
                .doOnSuccess(done -> after.run());
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(NotifierProblem.UNKNOWN_INCIDENT, "There is no incident " + id);
    }
}
