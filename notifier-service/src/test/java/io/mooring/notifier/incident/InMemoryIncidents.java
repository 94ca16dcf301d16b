package io.mooring.notifier.incident;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Without transactions: a lock holds nothing. */
final class InMemoryIncidents implements Incidents {

    private final Map<UUID, Incident> rows = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong();

    @Override
    public Mono<Long> nextNumber() {
        return Mono.fromSupplier(numbers::incrementAndGet);
    }

    @Override
    public Mono<Void> add(Incident incident) {
        return Mono.fromRunnable(() -> rows.put(incident.id(), incident));
    }

    @Override
    public Mono<Incident> save(Incident incident) {
        return Mono.fromSupplier(() -> rows.compute(incident.id(), (id, stored) -> {
            if (stored == null || stored.version() != incident.version()) {
                throw new IllegalStateException("Another version");
            }
            return incident.edit(next -> next.version++);
        }));
    }

    @Override
    public Mono<Incident> find(UUID id) {
        return Mono.fromSupplier(() -> rows.get(id));
    }

    @Override
    public Mono<Incident> lock(UUID id) {
        return find(id);
    }

    @Override
    public Mono<UUID> lockDue(Instant now, Collection<UUID> except) {
        return Mono.justOrEmpty(rows.values().stream()
                .filter(incident -> !except.contains(incident.id()))
                .filter(incident -> incident.clocks().values().stream().anyMatch(due -> !due.isAfter(now)))
                .min(Comparator.comparing(InMemoryIncidents::firstDue))
                .map(Incident::id));
    }

    private static Instant firstDue(Incident incident) {
        return incident.clocks().values().stream()
                .min(Comparator.naturalOrder())
                .orElseThrow();
    }

    @Override
    public Flux<Incident> list(Filter filter) {
        return Flux.fromStream(() -> rows.values().stream()
                .filter(incident -> filter.states().isEmpty() || filter.states().contains(incident.state()))
                .filter(incident -> filter.priority() == null || incident.priority() == filter.priority())
                .filter(incident -> filter.before() == null || incident.number() < filter.before())
                .sorted(Comparator.comparing(Incident::number).reversed())
                .limit(filter.most()));
    }

    @Override
    public Mono<Statistics> statistics(Instant since, Instant now) {
        return Mono.fromSupplier(() -> Measure.of(measured(since), now));
    }

    private List<Measured> measured(Instant since) {
        return rows.values().stream()
                .filter(incident -> !incident.origin().at().isBefore(since))
                .map(incident -> new Measured(
                        incident.priority(),
                        incident.origin().at(),
                        incident.response().firstDueAt(),
                        incident.response().firstAt(),
                        incident.resolution() == null
                                ? null
                                : incident.resolution().at()))
                .toList();
    }

    @Override
    public Mono<Map<Priority, Long>> goingOn() {
        return Flux.fromIterable(rows.values())
                .filter(incident -> incident.state().isGoingOn())
                .groupBy(Incident::priority)
                .flatMap(group -> group.count().map(count -> Map.entry(group.key(), count)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
