package io.mooring.notifier.maintenance;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** For tests of what needs no database. */
final class InMemoryWindows implements Windows {

    private final Map<String, KnownWindow> all = new TreeMap<>();
    private final Map<String, Comparison> comparisons = new HashMap<>();

    @Override
    public Mono<KnownWindow> hold(String id) {
        return Mono.fromCallable(() -> all.get(id));
    }

    @Override
    public Mono<Void> keep(KnownWindow window) {
        return Mono.fromRunnable(() -> all.put(window.id(), window));
    }

    @Override
    public Flux<KnownWindow> running() {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(all.values())))
                .filter(one -> one.state() == WindowState.STARTED && one.overdueAt() == null);
    }

    @Override
    public Flux<String> overdue(Instant plannedEndBefore, Collection<String> except, int most) {
        return running()
                .filter(one -> !one.window().endsAt().isAfter(plannedEndBefore) && !except.contains(one.id()))
                .sort(Comparator.comparing(one -> one.window().endsAt()))
                .take(most)
                .map(KnownWindow::id);
    }

    @Override
    public Mono<Void> keepComparison(String id, Comparison comparison) {
        return Mono.fromRunnable(() -> comparisons.put(id, comparison));
    }

    @Override
    public Flux<Compared> compared(Instant since, int most) {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(all.values())))
                .filter(one -> comparisons.containsKey(one.id()))
                .filter(one -> one.endedAt() != null && !one.endedAt().isBefore(since))
                .sort(Comparator.comparing((KnownWindow one) -> Objects.requireNonNull(one.endedAt()))
                        .reversed())
                .take(most)
                .map(one -> new Compared(one, comparisons.get(one.id())));
    }
}
