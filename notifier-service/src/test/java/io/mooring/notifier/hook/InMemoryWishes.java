package io.mooring.notifier.hook;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryWishes implements Wishes {

    private final NavigableMap<Long, Begun> rows = new TreeMap<>();
    private long last;

    @Override
    public Mono<Void> add(Wish wish) {
        return Mono.fromRunnable(() -> rows.put(++last, new Begun(last, wish, null)));
    }

    @Override
    public Flux<Long> waiting(Collection<Long> except, int most) {
        return Flux.defer(() -> {
            Set<UUID> subjects = new HashSet<>();
            List<Long> first = rows.values().stream()
                    .filter(row -> subjects.add(row.wish().id()))
                    .map(Begun::number)
                    .filter(number -> !except.contains(number))
                    .limit(most)
                    .toList();
            return Flux.fromIterable(first);
        });
    }

    @Override
    public Mono<Begun> take(long number) {
        return Mono.fromSupplier(() -> rows.get(number));
    }

    @Override
    public Mono<Void> goOn(long number, UUID done) {
        return Mono.fromRunnable(() -> rows.computeIfPresent(number, (key, row) -> new Begun(key, row.wish(), done)));
    }

    @Override
    public Mono<Void> finished(long number) {
        return Mono.fromRunnable(() -> rows.remove(number));
    }

    List<Wish> all() {
        return rows.values().stream().map(Begun::wish).toList();
    }
}
