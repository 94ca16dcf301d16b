package io.mooring.backup.drill;

import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentSkipListMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Drills in memory, by the same contract as the real ones. */
final class InMemoryDrills implements Drills {

    private final Map<String, Drill> byId = new ConcurrentSkipListMap<>(Comparator.reverseOrder());

    @Override
    public Mono<Void> add(Drill asked) {
        return Mono.fromRunnable(() -> byId.put(asked.id(), asked));
    }

    @Override
    public Mono<Boolean> change(Drill before, Drill after) {
        return Mono.fromCallable(() -> {
            boolean[] changed = new boolean[1];
            byId.computeIfPresent(before.id(), (id, now) -> {
                changed[0] = now.state() == before.state();
                return changed[0] ? after : now;
            });
            return changed[0];
        });
    }

    @Override
    public Mono<Drill> find(String id) {
        return Mono.justOrEmpty(byId.get(id));
    }

    @Override
    public Flux<Drill> list(DrillFilter filter) {
        return Flux.fromStream(() -> byId.values().stream()
                .filter(one -> filter.scenario() == null
                        || filter.scenario() == one.request().scenario())
                .filter(one -> filter.planId() == null
                        || filter.planId().equals(one.request().planId()))
                .filter(one -> !filter.answered() || answered(one))
                .filter(one -> filter.olderThan() == null || one.id().compareTo(filter.olderThan()) < 0)
                .limit(filter.limit()));
    }

    @Override
    public Mono<Instant> lastDone(Scenario scenario) {
        return Mono.justOrEmpty(byId.values().stream()
                .filter(one -> one.request().scenario() == scenario && answered(one))
                .map(one -> Objects.requireNonNull(one.finishedAt()))
                .max(Comparator.naturalOrder()));
    }

    private static boolean answered(Drill one) {
        return one.state().isAnswered() && one.request().mode() != DrillMode.DRY_RUN;
    }
}
