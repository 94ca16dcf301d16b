package io.mooring.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deliveries without a database, by the same contract. */
final class InMemoryDeliveries implements Deliveries {

    private final Map<UUID, Delivery> rows = new LinkedHashMap<>();
    private final Map<UUID, String> owners = new HashMap<>();
    private final Map<UUID, List<Attempt>> attempts = new HashMap<>();

    @Override
    public synchronized Mono<Void> plan(Delivery delivery) {
        boolean known = rows.values().stream()
                .anyMatch(row -> row.notice().eventId().equals(delivery.notice().eventId())
                        && destination(row).equals(destination(delivery)));
        if (!known) {
            rows.put(delivery.id(), delivery);
        }
        return Mono.empty();
    }

    @Override
    public Flux<Claim> claimDue(Instant now, Duration lease, String owner, int most) {
        return Flux.defer(() -> Flux.fromIterable(claim(now, lease, owner, most)));
    }

    private synchronized List<Claim> claim(Instant now, Duration lease, String owner, int most) {
        Set<String> busy = new HashSet<>();
        rows.values().stream()
                .filter(row ->
                        row.state() == DeliveryState.SENDING && row.dueAt().isAfter(now))
                .forEach(row -> busy.add(destination(row)));
        Comparator<Delivery> urgent =
                Comparator.comparing((Delivery row) -> row.notice().severity()).reversed();
        List<Delivery> heads = rows.values().stream()
                .filter(row -> !row.state().settled())
                .sorted(urgent)
                .filter(row -> busy.add(destination(row)))
                .filter(row -> !row.dueAt().isAfter(now))
                .limit(most)
                .toList();
        return heads.stream().map(row -> take(row, now, lease, owner)).toList();
    }

    private Claim take(Delivery row, Instant now, Duration lease, String owner) {
        Delivery taken = row.become(DeliveryState.SENDING, row.attempts() + 1, now.plus(lease), null, null);
        rows.put(row.id(), taken);
        owners.put(row.id(), owner);
        attempts.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(new Attempt(taken.attempts(), now, null, ""));
        return new Claim(taken, row.state(), owner);
    }

    @Override
    public synchronized Mono<Boolean> settle(Claim claim, Result result, Instant now) {
        UUID id = claim.delivery().id();
        Delivery row = rows.get(id);
        if (row.state() != DeliveryState.SENDING
                || row.attempts() != claim.delivery().attempts()
                || !claim.owner().equals(owners.get(id))) {
            return Mono.just(false);
        }
        Instant delivered = result.next() == DeliveryState.DELIVERED ? now : null;
        rows.put(id, row.become(result.next(), row.attempts(), result.dueAt(), delivered, result.reference()));
        Attempt begun = attempts.get(id).removeLast();
        attempts.get(id).add(new Attempt(begun.number(), begun.at(), result.next(), result.detail()));
        return Mono.just(true);
    }

    @Override
    public synchronized Mono<Delivery> find(UUID id) {
        return Mono.justOrEmpty(rows.get(id));
    }

    @Override
    public synchronized Mono<List<Attempt>> attempts(UUID id) {
        return Mono.just(List.copyOf(attempts.getOrDefault(id, List.of())));
    }

    @Override
    public synchronized Flux<Delivery> list(@Nullable DeliveryState state, @Nullable UUID before, int most) {
        List<Delivery> older = rows.values().stream()
                .takeWhile(row -> !row.id().equals(before))
                .filter(row -> state == null || row.state() == state)
                .toList();
        return Flux.fromIterable(older.reversed()).take(most);
    }

    @Override
    public synchronized Mono<Boolean> retry(UUID id, Instant now) {
        Delivery row = rows.get(id);
        if (row == null || row.state() != DeliveryState.DEAD) {
            return Mono.just(false);
        }
        rows.put(
                id,
                new Delivery(
                        row.id(),
                        row.channel(),
                        row.destination(),
                        row.notice(),
                        row.traceparent(),
                        DeliveryState.PENDING,
                        row.attempts(),
                        row.createdAt(),
                        now,
                        now,
                        null,
                        row.reference()));
        return Mono.just(true);
    }

    @Override
    public synchronized Mono<Boolean> drop(UUID id, String by, Instant now) {
        Delivery row = rows.get(id);
        if (row == null || row.state() != DeliveryState.DEAD) {
            return Mono.just(false);
        }
        rows.put(id, row.become(DeliveryState.DROPPED, row.attempts(), now, null, row.reference()));
        return Mono.just(true);
    }

    @Override
    public synchronized Mono<Map<DeliveryState, Long>> counts() {
        return Mono.just(rows.values().stream().collect(Collectors.groupingBy(Delivery::state, Collectors.counting())));
    }

    private static String destination(Delivery delivery) {
        return delivery.channel() + "/" + delivery.destination();
    }
}
