package io.mooring.notifier.alert;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Changes alerts in one transaction: takes their keys, asks the rules, writes, and lets the followers hear. It joins the
 * caller's transaction when there is one.
 */
final class ChangeAlerts implements Reports {

    private final AlertStore store;
    private final Episodes episodes;
    private final List<AlertFollower> followers;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    ChangeAlerts(
            AlertStore store,
            Episodes episodes,
            List<AlertFollower> followers,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.store = store;
        this.episodes = episodes;
        this.followers = List.copyOf(followers);
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Mono<Void> hear(List<Report> reports) {
        if (reports.isEmpty()) {
            return Mono.empty();
        }
        return store.hold(keys(reports, Report.Says.FIRING, Report.Says.RESOLVED), keys(reports, Report.Says.FIRING))
                .then(Mono.defer(() -> hearHeld(reports, now())))
                .as(transaction::transactional);
    }

    private Mono<Void> hearHeld(List<Report> reports, Instant now) {
        return store.count(Repeat.in(reports, now), now, episodes.toldSince(now))
                .flatMap(counted -> {
                    List<Report> others = reports.stream()
                            .filter(report -> report.says() == Report.Says.NEWS || !counted.contains(report.key()))
                            .toList();
                    return store.states(keys(others, Report.Says.FIRING, Report.Says.RESOLVED))
                            .flatMap(states -> write(hear(others, states, now)));
                });
    }

    private static Set<String> keys(List<Report> reports, Report.Says... says) {
        Set<Report.Says> wanted = Set.of(says);
        Set<String> keys = new LinkedHashSet<>();
        reports.stream().filter(report -> wanted.contains(report.says())).forEach(report -> keys.add(report.key()));
        return keys;
    }

    private AlertWrites hear(List<Report> reports, Map<String, KeyState> states, Instant now) {
        AlertWrites writes = new AlertWrites();
        for (Report report : reports) {
            KeyState before = states.getOrDefault(report.key(), KeyState.unknown(report.key()));
            Episodes.Step step = episodes.hear(before, report, now);
            writes.add(before, step, now);
            states.put(report.key(), step.next());
        }
        return writes;
    }

    /** One act on each of these keys' open alerts; what the rules answer is written and told. */
    Mono<List<AlertChange>> change(Collection<String> keys, BiFunction<KeyState, Instant, Episodes.Step> act) {
        Set<String> wanted = new LinkedHashSet<>(keys);
        return store.hold(wanted, Set.of())
                .then(store.states(wanted))
                .flatMap(states -> {
                    Instant now = now();
                    AlertWrites writes = new AlertWrites();
                    states.values().forEach(state -> writes.add(state, act.apply(state, now), now));
                    return write(writes).thenReturn(writes.changes());
                })
                .as(transaction::transactional);
    }

    /** As exact as a row keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private Mono<Void> write(AlertWrites writes) {
        if (writes.isEmpty()) {
            return Mono.empty();
        }
        Mono<Void> told = writes.changes().isEmpty()
                ? Mono.empty()
                : Flux.fromIterable(followers)
                        .concatMap(follower -> follower.follow(writes.changes()))
                        .then();
        return store.save(writes).then(told);
    }
}
