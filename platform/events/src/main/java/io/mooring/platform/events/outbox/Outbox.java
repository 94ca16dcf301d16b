package io.mooring.platform.events.outbox;

import io.mooring.platform.events.OutgoingEvent;
import reactor.core.publisher.Mono;

/** Publishes events by the transaction that changes the state: both commit, or neither does. */
public interface Outbox {

    /**
     * Appends in the caller's R2DBC transaction. Events of one key are sent in the order of their commits.
     *
     * @return completes when the rows are written, before the commit; an {@link IllegalStateException} when no
     *     transaction is active, and the serializer's error when the event fits no registered schema
     */
    Mono<Void> append(OutgoingEvent... events);
}
