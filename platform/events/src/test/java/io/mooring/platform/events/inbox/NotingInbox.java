package io.mooring.platform.events.inbox;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Notes in a list what takes effect, and takes it back when the effect fails. */
record NotingInbox(List<String> noted) implements Inbox {

    @Override
    public Mono<Boolean> once(String consumer, String eventId, Mono<Void> effect) {
        return onceEach(consumer, List.of(eventId), _ -> effect).map(fresh -> !fresh.isEmpty());
    }

    @Override
    public Mono<Set<String>> onceEach(
            String consumer, Collection<String> eventIds, Function<Set<String>, Mono<Void>> effect) {
        return Mono.defer(() -> {
            Set<String> fresh = new LinkedHashSet<>(eventIds);
            fresh.removeAll(noted);
            return fresh.isEmpty()
                    ? Mono.just(fresh)
                    : effect.apply(fresh).then(Mono.fromCallable(() -> {
                        noted.addAll(fresh);
                        return fresh;
                    }));
        });
    }
}
