package io.mooring.notifier.conversation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** For tests of what needs no database. */
final class InMemoryOpenConversations implements OpenConversations {

    private record About(String destination, String subject) {}

    private final Map<About, UUID> open = new HashMap<>();
    private final Set<UUID> acknowledged = new HashSet<>();

    @Override
    public Mono<Open> open(String destination, String subject) {
        return Mono.fromSupplier(() -> {
            UUID fresh = UUID.randomUUID();
            UUID known = open.putIfAbsent(new About(destination, subject), fresh);
            return known == null ? new Open(fresh, true, false) : new Open(known, false, acknowledged.contains(known));
        });
    }

    @Override
    public Mono<UUID> find(String destination, String subject) {
        return Mono.fromCallable(() -> open.get(new About(destination, subject)));
    }

    @Override
    public Mono<Void> acknowledged(UUID id) {
        return Mono.fromRunnable(() -> acknowledged.add(id));
    }

    @Override
    public Mono<Void> leave(UUID id) {
        return close(id);
    }

    @Override
    public Mono<Void> close(UUID id) {
        return Mono.fromRunnable(() -> open.values().remove(id));
    }
}
