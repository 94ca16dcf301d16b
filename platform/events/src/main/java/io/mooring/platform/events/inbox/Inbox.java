package io.mooring.platform.events.inbox;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
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

    /**
     * Runs one effect for all events that this consumer has not seen, in one transaction with the notes that it has.
     *
     * @param eventIds CloudEvents ids; one that is named twice counts once
     * @param effect given the ids that are new; not called when none is
     * @return the ids that are new; the effect's error, with nothing noted
     */
    Mono<Set<String>> onceEach(String consumer, Collection<String> eventIds, Function<Set<String>, Mono<Void>> effect);
}
