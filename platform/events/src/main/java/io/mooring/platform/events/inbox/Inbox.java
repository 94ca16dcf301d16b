package io.mooring.platform.events.inbox;

import reactor.core.publisher.Mono;

/** At least once on the wire, once in effect. */
public interface Inbox {

    /**
     * Runs the effect in one transaction with the note that this consumer has seen this event.
     *
     * @param consumer the consumer group's name
     * @param eventId CloudEvents id
     * @return true when the effect ran now, false when it had run before; the effect's error, with nothing noted
     */
    Mono<Boolean> once(String consumer, String eventId, Mono<Void> effect);
}
