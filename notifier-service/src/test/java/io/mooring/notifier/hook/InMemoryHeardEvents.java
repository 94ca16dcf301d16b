package io.mooring.notifier.hook;

import java.util.HashSet;
import java.util.Set;
import reactor.core.publisher.Mono;

final class InMemoryHeardEvents implements HeardEvents {

    private final Set<String> heard = new HashSet<>();

    @Override
    public Mono<Boolean> isNew(String source, String eventId) {
        return Mono.fromSupplier(() -> heard.add(source + " " + eventId));
    }

    void forgetAll() {
        heard.clear();
    }
}
