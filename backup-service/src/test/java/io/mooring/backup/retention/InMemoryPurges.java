package io.mooring.backup.retention;

import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Purges in memory, by the same contract as those in PostgreSQL; without transactions. */
final class InMemoryPurges implements Purges {

    private final TreeMap<String, Purge> byId = new TreeMap<>();

    @Override
    public Mono<Void> add(Purge purge) {
        return Mono.fromRunnable(() -> byId.put(purge.id(), purge));
    }

    @Override
    public Mono<Purge> find(String id) {
        return Mono.fromSupplier(() -> byId.get(id));
    }

    @Override
    public Mono<Boolean> change(Purge before, Purge after) {
        return Mono.fromSupplier(() -> {
            Purge now = byId.get(before.id());
            if (now == null || now.version() != before.version()) {
                return false;
            }
            byId.put(after.id(), after);
            return true;
        });
    }

    @Override
    public Flux<Purge> list(Filter filter) {
        return Flux.fromIterable(byId.descendingMap().values().stream()
                .filter(purge ->
                        filter.planId() == null || purge.request().planId().equals(filter.planId()))
                .filter(purge -> filter.state() == null || purge.state() == filter.state())
                .filter(purge -> filter.olderThan() == null || purge.id().compareTo(filter.olderThan()) < 0)
                .limit(filter.limit())
                .toList());
    }

    @Override
    public Flux<Purge> undecidedSince(Instant before) {
        return Flux.fromIterable(List.copyOf(byId.values()))
                .filter(purge -> purge.state() == PurgeState.AWAITING_APPROVAL
                        && purge.requestedAt().isBefore(before));
    }
}
