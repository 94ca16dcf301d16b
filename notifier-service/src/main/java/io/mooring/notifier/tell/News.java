package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** News, one row for each and the destination where it is told, or one for nobody. Whatever writes works in the caller's transaction. */
interface News {

    /** Takes the telling of news for this transaction: what is counted stays true until it ends. */
    Mono<Void> hold();

    /** How many for information (INFO) were told one by one at a destination since. */
    Mono<Integer> alone(String destination, Instant since);

    /** The digest that a destination's news may join; empty for none. */
    Mono<NewsDigest> open(String destination);

    Mono<Void> save(NewsDigest digest);

    /** @param digest null for what is told one by one */
    Mono<Void> told(List<Alert> news, String destination, @Nullable UUID digest, Instant now);

    /** What is not told now: later, or to nobody. */
    Mono<Void> kept(List<NewsRows.Row> kept, Instant now);

    /** What is in a digest, by kind, most frequent first. */
    Flux<NewsDigest.Kind> kinds(UUID digest);

    /** Digests that are not closed and either grew since they were told, or may be over by now; none of the exceptions. */
    Flux<UUID> due(Instant joinedBefore, Instant openedBefore, Collection<UUID> except, int most);

    /** Takes it for this transaction; empty when it is closed or another transaction has it. */
    Mono<NewsDigest> take(UUID id);

    Mono<Void> said(UUID digest, boolean closed);
}
