package io.mooring.notifier.oncall;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryCovers implements Covers {

    private final Map<UUID, Cover> rows = new ConcurrentHashMap<>();

    @Override
    public Mono<Void> add(Cover cover) {
        return Mono.fromRunnable(() -> rows.put(cover.id(), cover));
    }

    @Override
    public Mono<Cover> remove(UUID id, String by, Instant at) {
        return Mono.fromCallable(() -> rows.remove(id));
    }

    @Override
    public Flux<Cover> between(Instant from, Instant to) {
        return Flux.fromStream(() -> rows.values().stream()
                .filter(cover -> cover.to().isAfter(from) && cover.from().isBefore(to)));
    }

    @Override
    public Flux<Cover> notOver(Instant now, @Nullable UUID before, int most) {
        return Flux.fromStream(() -> rows.values().stream()
                .filter(cover -> cover.to().isAfter(now))
                .filter(cover -> before == null || cover.id().compareTo(before) < 0)
                .sorted(Comparator.comparing(Cover::id).reversed())
                .limit(most));
    }
}
