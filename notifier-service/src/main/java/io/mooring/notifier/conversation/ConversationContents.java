package io.mooring.notifier.conversation;

import java.time.Instant;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What conversations are about. Times are the database's. */
public interface ConversationContents {

    /**
     * Whether what somebody says there is said of its alerts: not once it gave way to another that calls people anew, unless
     * it did so because nobody had answered. What was said before that holds, however long it takes to be done.
     */
    Mono<Boolean> counts(UUID conversation);

    /**
     * The alerts that a conversation is about, or was before it gave way to another: over or not, in no order; none when it
     * is about none, or is not known.
     */
    Flux<UUID> alerts(UUID conversation);

    /** Those of them for which people were called before this time, for the first time. */
    Flux<UUID> calledFor(UUID conversation, Instant before);

    /** Since when nothing that calls people there has arrived for certain; now when nothing is on its way. */
    Mono<Instant> calledUntil(UUID conversation);

    /**
     * Somebody answered what had called people before this time: who is called from then on is called in another
     * conversation, and those are called for again whose call had not arrived. In the caller's transaction, behind whatever
     * it does about alerts.
     */
    Mono<Void> answered(UUID conversation, Instant calledBefore);
}
