package io.mooring.notifier.hook;

import io.mooring.notifier.alert.ActOnManyAlerts;
import io.mooring.notifier.background.PutOff;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Does what was left for later, some alerts at a time and each time in a transaction of its own: others tell in between, and
 * whoever goes on after a stop knows how far it is.
 */
final class FinishWishes {

    private static final Logger log = LoggerFactory.getLogger(FinishWishes.class);
    private static final int WISHES = 100;

    private final ActOnAlerts acts;
    private final Wishes wishes;
    private final TransactionalOperator transaction;
    private final PutOff<Long> putOff;

    FinishWishes(ActOnAlerts acts, Wishes wishes, TransactionalOperator transaction, InstantSource clock) {
        this.acts = acts;
        this.wishes = wishes;
        this.transaction = transaction;
        this.putOff = new PutOff<>(log, "What somebody wants done (number {}) cannot be done", clock);
    }

    /** One that fails is left for another time and keeps nobody from the others. */
    Mono<Void> finish() {
        return Mono.defer(() -> wishes.waiting(putOff.waiting(), WISHES)
                .collectList()
                .flatMapIterable(numbers -> numbers)
                .concatMap(number -> putOff.unlessItFails(number, finish(number)))
                .then());
    }

    private Mono<Void> finish(long number) {
        return Mono.defer(() -> step(number)).repeat().takeWhile(more -> more).then();
    }

    /** @return whether something of it may be left */
    Mono<Boolean> step(long number) {
        return wishes.take(number).flatMap(this::step).defaultIfEmpty(false).as(transaction::transactional);
    }

    private Mono<Boolean> step(Wishes.Begun begun) {
        UUID done = begun.done();
        return acts.about(begun.wish())
                .map(ids -> ids.stream()
                        .filter(id -> done == null || id.compareTo(done) > 0)
                        .limit(ActOnManyAlerts.AT_ONCE)
                        .toList())
                .flatMap(ids -> ids.isEmpty()
                        ? wishes.finished(begun.number()).thenReturn(false)
                        : step(begun, ids).thenReturn(true));
    }

    private Mono<Void> step(Wishes.Begun begun, List<UUID> ids) {
        return acts.act(begun.wish(), ids)
                .doOnNext(open -> log.info(
                        "{} of {} {}: done to {} more",
                        begun.wish().deed(),
                        begun.wish().subject(),
                        begun.wish().id(),
                        open))
                .then(Mono.defer(() -> wishes.goOn(begun.number(), ids.getLast())));
    }
}
