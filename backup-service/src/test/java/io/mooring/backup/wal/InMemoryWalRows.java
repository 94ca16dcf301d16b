package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterCanary;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

final class InMemoryWalRows implements WalRows {

    private record Key(String planId, String name) {}

    private final Map<Key, WalObject> objects = new HashMap<>();
    private final Map<Key, Map<String, Instant>> copies = new HashMap<>();
    private final Map<String, WalReport> reports = new HashMap<>();
    private final Map<String, NavigableMap<Lsn, ClusterCanary>> canaries = new HashMap<>();
    private final Map<Key, Instant> alarms = new HashMap<>();

    @Override
    public Mono<Void> sealed(String planId, WalObject object) {
        return Mono.fromRunnable(() -> {
            Key key = new Key(planId, object.name());
            if (at(key).isEmpty()) {
                objects.put(key, object);
            }
        });
    }

    @Override
    public Mono<Void> stored(String planId, String name, String locationId, Instant at) {
        return Mono.fromRunnable(() -> copies.computeIfAbsent(new Key(planId, name), key -> new TreeMap<>())
                .putIfAbsent(locationId, at));
    }

    @Override
    public Mono<Void> removed(String planId, String name, String locationId) {
        return Mono.fromRunnable(() -> copies.getOrDefault(new Key(planId, name), new HashMap<>())
                        .remove(locationId))
                .then(forget(planId, name));
    }

    @Override
    public Mono<Void> forget(String planId, String name) {
        return Mono.fromRunnable(() -> {
            if (at(new Key(planId, name)).isEmpty()) {
                objects.remove(new Key(planId, name));
            }
        });
    }

    @Override
    public Flux<StoredWal> all(String planId) {
        return Flux.defer(() -> Flux.fromStream(objects.entrySet().stream()
                .filter(entry -> entry.getKey().planId().equals(planId))
                .map(entry -> new StoredWal(entry.getValue(), at(entry.getKey()).keySet()))
                .sorted((one, other) -> WalObject.ORDER.compare(one.object(), other.object()))));
    }

    @Override
    public Flux<WalContinuity.Stored> segments(String planId) {
        return all(planId)
                .filter(each -> each.object().kind() != WalKind.HISTORY
                        && !each.locations().isEmpty())
                .map(each -> new WalContinuity.Stored(
                        each.object().segment(),
                        each.object().upTo(),
                        at(new Key(planId, each.object().name())).values().stream()
                                .min(Instant::compareTo)
                                .orElseThrow()));
    }

    @Override
    public Flux<TimelineHistory> histories(String planId) {
        return all(planId)
                .filter(each -> each.object().kind() == WalKind.HISTORY
                        && !each.locations().isEmpty())
                .map(each -> TimelineHistory.parse(
                        each.object().timeline(), String.valueOf(each.object().history())));
    }

    @Override
    public Mono<Void> report(WalReport report) {
        return Mono.fromRunnable(() -> reports.put(report.planId(), report));
    }

    @Override
    public Mono<WalReport> report(String planId) {
        return Mono.justOrEmpty(reports.get(planId));
    }

    @Override
    public Mono<Void> canary(String planId, ClusterCanary canary) {
        return Mono.fromRunnable(() -> {
            NavigableMap<Lsn, ClusterCanary> all = canaries.computeIfAbsent(planId, key -> new TreeMap<>());
            all.putIfAbsent(Lsn.parse(canary.lsn()), canary);
            objects.entrySet().stream()
                    .filter(entry -> entry.getKey().planId().equals(planId))
                    .map(Map.Entry::getValue)
                    .filter(object -> object.kind() != WalKind.HISTORY)
                    .map(object -> object.upTo().plus(-object.sourceBytes()))
                    .min(Lsn::compareTo)
                    .ifPresent(oldest -> all.headMap(oldest, false).clear());
        });
    }

    @Override
    public Flux<ClusterCanary> canaries(String planId, Lsn upTo, int limit) {
        return Flux.defer(() -> Flux.fromIterable(canaries.getOrDefault(planId, new TreeMap<>())
                        .headMap(upTo, true)
                        .values())
                .takeLast(limit));
    }

    @Override
    public Mono<Boolean> raise(String planId, String alarm, Instant at) {
        return Mono.fromSupplier(() -> alarms.putIfAbsent(new Key(planId, alarm), at) == null);
    }

    @Override
    public Mono<Instant> lower(String planId, String alarm) {
        return Mono.fromCallable(() -> alarms.remove(new Key(planId, alarm)));
    }

    private Map<String, Instant> at(Key key) {
        return copies.getOrDefault(key, Map.of());
    }
}
