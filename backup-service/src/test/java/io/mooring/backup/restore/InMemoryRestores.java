package io.mooring.backup.restore;

import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Restores in memory, by the same contract as those in PostgreSQL; without transactions. */
final class InMemoryRestores implements Restores {

    private final TreeMap<String, Restore> byId = new TreeMap<>();

    @Override
    public Mono<Void> add(Restore restore) {
        return Mono.fromRunnable(() -> byId.put(restore.id(), restore));
    }

    @Override
    public Mono<Restore> find(String id) {
        return Mono.fromSupplier(() -> byId.get(id));
    }

    @Override
    public Mono<Boolean> change(Restore before, Restore after) {
        return Mono.fromSupplier(() -> {
            Restore now = byId.get(before.id());
            if (now == null || now.version() != before.version()) {
                return false;
            }
            byId.put(after.id(), after);
            return true;
        });
    }

    @Override
    public Mono<Void> progress(String id, RestoreProgress progress) {
        return Mono.fromRunnable(() -> {
            Restore now = byId.get(id);
            if (now != null && now.state() == RestoreState.RUNNING) {
                byId.put(id, withVersion(now.progressing(progress), now.version()));
            }
        });
    }

    @Override
    public Flux<Restore> list(Filter filter) {
        return Flux.fromIterable(byId.descendingMap().values().stream()
                .filter(restore ->
                        filter.planId() == null || restore.request().planId().equals(filter.planId()))
                .filter(restore -> filter.state() == null || restore.state() == filter.state())
                .filter(restore -> filter.olderThan() == null || restore.id().compareTo(filter.olderThan()) < 0)
                .limit(filter.limit())
                .toList());
    }

    private static Restore withVersion(Restore restore, long version) {
        return new Restore(
                restore.id(),
                version,
                restore.request(),
                restore.state(),
                restore.locationId(),
                restore.decision(),
                restore.progress(),
                restore.requestedAt(),
                restore.startedAt(),
                restore.finishedAt(),
                restore.failure(),
                restore.switching(),
                restore.wish(),
                restore.previousKeptAs(),
                restore.remarks());
    }
}
