package io.mooring.platform.events.inbox;

import java.util.Collection;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Its database neither answers nor fails. */
record StuckInbox() implements Inbox {

    @Override
    public Mono<Boolean> once(String consumer, String eventId, Mono<Void> effect) {
        return Mono.never();
    }

    @Override
    public Mono<Set<String>> onceEach(
            String consumer, Collection<String> eventIds, Function<Set<String>, Mono<Void>> effect) {
        return Mono.never();
    }
}
