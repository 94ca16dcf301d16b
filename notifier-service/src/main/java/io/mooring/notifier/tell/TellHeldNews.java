package io.mooring.notifier.tell;

import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.destination.UnknownDestinationException;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.tell.HeldNews.Due;
import io.mooring.platform.events.EventContext;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Tells grave news that came outside the hours of its route, when they begin. */
final class TellHeldNews {

    private static final Logger log = LoggerFactory.getLogger(TellHeldNews.class);
    private static final int AT_ONCE = 100;

    private final HeldNews held;
    private final Conversations conversations;
    private final ComposeMessage compose;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final PutOff<Long> putOff;

    TellHeldNews(
            HeldNews held,
            Conversations conversations,
            ComposeMessage compose,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.held = held;
        this.conversations = conversations;
        this.compose = compose;
        this.transaction = transaction;
        this.clock = clock;
        this.putOff = new PutOff<>(log, "News that was held back (place {}) cannot be told", clock);
    }

    /** Each in the transaction that plans its delivery, so that a stop in between tells it neither twice nor never. */
    Mono<Void> tellDue() {
        return Mono.defer(() -> held.due(clock.instant(), putOff.waiting(), AT_ONCE)
                .collectList()
                .flatMapIterable(places -> places)
                .concatMap(place -> putOff.unlessItFails(
                        place, held.take(place).flatMap(this::tell).as(transaction::transactional)))
                .then());
    }

    private Mono<Void> tell(Due due) {
        return conversations
                .say(due.destination(), "news/" + due.id(), Operation.OPEN, compose.news(due))
                .contextWrite(context ->
                        due.traceparent() == null ? context : context.put(EventContext.TRACEPARENT, due.traceparent()))
                .then(Mono.defer(() -> held.told(due.place(), clock.instant())))
                .onErrorResume(UnknownDestinationException.class, gone -> leave(due, gone));
    }

    /** Removed from the settings, or renamed: there is nobody to tell. */
    private Mono<Void> leave(Due due, UnknownDestinationException gone) {
        log.error("Nobody is told of “{}”: {}", due.words().title(), gone.getMessage());
        return held.leave(due.place(), "Settings do not name " + due.destination() + " any more.");
    }
}
