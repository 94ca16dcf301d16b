package io.mooring.notifier.tell;

import io.mooring.notifier.background.PutOff;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.destination.UnknownDestinationException;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Says digests of news as they grow, and once more when they are over: then also where nothing can be edited. */
final class SayNewsDigests {

    private static final Logger log = LoggerFactory.getLogger(SayNewsDigests.class);
    private static final int AT_ONCE = 100;

    private final News news;
    private final Conversations conversations;
    private final ComposeDigest compose;
    private final NewsSettings settings;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final PutOff<UUID> putOff;

    SayNewsDigests(
            News news,
            Conversations conversations,
            ComposeDigest compose,
            NewsSettings settings,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.news = news;
        this.conversations = conversations;
        this.compose = compose;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
        this.putOff = new PutOff<>(log, "Digest {} cannot be said", clock);
    }

    /** Each in a transaction of its own; one that somebody adds to, or that fails, is left for the next time. */
    Mono<Void> sayDue() {
        return Mono.defer(() -> {
            Instant now = clock.instant();
            return news.due(now.minus(settings.quietFor()), now.minus(settings.longest()), putOff.waiting(), AT_ONCE)
                    .collectList()
                    .flatMapIterable(found -> found)
                    .concatMap(id -> putOff.unlessItFails(id, sayDue(id, now)))
                    .then();
        });
    }

    private Mono<Void> sayDue(UUID id, Instant now) {
        return news.take(id)
                .flatMap(digest -> say(digest, digest.isOver(now, settings) ? Operation.CLOSE : Operation.UPDATE))
                .as(transaction::transactional);
    }

    /** In the caller's transaction. */
    Mono<Void> say(NewsDigest digest, Operation operation) {
        return news.kinds(digest.id()).collectList().flatMap(kinds -> {
            Message message = compose.of(digest, kinds, operation == Operation.CLOSE);
            return conversations
                    .say(digest.destination(), digest.subject(), operation, message)
                    .then(news.said(digest.id(), operation == Operation.CLOSE))
                    .onErrorResume(UnknownDestinationException.class, gone -> leave(digest, gone));
        });
    }

    /** Removed from the settings, or renamed: there is nobody to tell. */
    private Mono<Void> leave(NewsDigest digest, UnknownDestinationException gone) {
        log.error(
                "Nobody is told any more of {} news for {}: {}",
                digest.members(),
                digest.destination(),
                gone.getMessage());
        return news.said(digest.id(), true);
    }
}
