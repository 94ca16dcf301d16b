package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.etag.EntityTag;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
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
        return open(Mono.just(new Opening(opening, incident -> Mono.empty())));
    }

    /** @param within once it is stored, in the same transaction */
    record Opening(Function<Long, Change> change, Function<Incident, Mono<Void>> within) {}

    /** @param held what it needs is held first, in the same transaction */
    Mono<Incident> open(Mono<Opening> held) {
        return held.flatMap(opening -> incidents
                        .nextNumber()
                        .flatMap(number -> commit.commit(opening.change().apply(number)))
                        .flatMap(incident -> opening.within().apply(incident).thenReturn(incident)))
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
        return actHolding(id, ifMatch, Mono.just(act));
    }

    /** @param held what the act needs is held before the incident is, in the same transaction */
    Mono<Incident> actHolding(
            UUID id, @Nullable String ifMatch, Mono<BiFunction<Incident, Instant, Mono<Change>>> held) {
        return held.flatMap(act -> locked(id, ifMatch).flatMap(incident -> act.apply(incident, now())))
                .flatMap(commit::commit)
                .as(transaction::transactional)
                .doOnSuccess(done -> after.run());
    }

    private Mono<Incident> locked(UUID id, @Nullable String ifMatch) {
        return incidents.lock(id).switchIfEmpty(Mono.error(() -> unknown(id))).doOnNext(incident -> {
            if (ifMatch != null) {
                new EntityTag(incident.version()).require(ifMatch);
            }
        });
    }

    /**
     * As {@link #act}; one that is not possible as the incident stands undoes nothing of a transaction around it.
     *
     * @return whether it was possible
     */
    Mono<Boolean> actIfPossible(UUID id, BiFunction<Incident, Instant, Change> act) {
        return incidents
                .lock(id)
                .flatMap(incident -> Mono.justOrEmpty(possible(incident, act)))
                .flatMap(change -> commit.commit(change).thenReturn(true))
                .as(transaction::transactional)
                .doOnSuccess(done -> after.run())
                .defaultIfEmpty(false);
    }

    private Optional<Change> possible(Incident incident, BiFunction<Incident, Instant, Change> act) {
        try {
            return Optional.of(act.apply(incident, now()));
        } catch (ProblemException notAsItStands) {
            return Optional.empty();
        }
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(NotifierProblem.UNKNOWN_INCIDENT, "There is no incident " + id);
    }
}
