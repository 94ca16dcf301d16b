package io.mooring.notifier.input;

import io.mooring.notifier.alert.Report;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** For tests of what needs no database. */
final class InMemoryInputRecords implements InputRecords {

    private record State(
            @Nullable Duration expected,
            Watch watch,
            @Nullable Instant lastHeardAt,
            long received,
            long refused) {}

    private record Words(String input, String code, String words) {}

    private final Map<String, State> states = new HashMap<>();
    private final Map<String, List<Signal.Said>> said = new HashMap<>();
    private final Map<Words, Refusal> refusals = new HashMap<>();

    @Override
    public Mono<Set<String>> admit(Input input, List<Signal.Said> fresh, Instant now) {
        return Mono.fromCallable(() -> {
            List<Signal.Said> before = said.computeIfAbsent(input.name(), name -> new ArrayList<>());
            Set<String> named = new HashSet<>();
            for (Signal.Said one : List.copyOf(fresh)) {
                boolean known = before.stream().anyMatch(old -> old.id().equals(one.id()));
                if (known || isOvertaken(one, before)) {
                    named.add(one.id());
                }
            }
            before.addAll(fresh);
            return named;
        });
    }

    private static boolean isOvertaken(Signal.Said end, List<Signal.Said> before) {
        return end.report().says() == Report.Says.RESOLVED
                && before.stream()
                        .anyMatch(later ->
                                later.report().key().equals(end.report().key())
                                        && later.report().says() == Report.Says.FIRING
                                        && later.since().isAfter(end.since()));
    }

    @Override
    public Mono<Void> heard(Input input, boolean beat, Instant now) {
        return Mono.fromRunnable(() -> states.computeIfPresent(
                input.name(),
                (name, state) -> new State(
                        state.expected(),
                        beat ? beaten(state.watch(), now) : state.watch(),
                        now,
                        state.received() + 1,
                        state.refused())));
    }

    private static Watch beaten(Watch watch, Instant now) {
        return new Watch(watch.input(), watch.watchedSince(), now, Duration.ZERO, watch.told(), now);
    }

    @Override
    public Mono<Void> refused(String input, Refusal refusal, int most) {
        return Mono.fromRunnable(() -> {
            refusals.merge(
                    new Words(input, refusal.code(), refusal.words()),
                    refusal,
                    (old, again) -> new Refusal(
                            old.code(), old.status(), old.words(), old.times() + 1, old.firstAt(), again.lastAt()));
            newest(input).stream()
                    .skip(most)
                    .forEach(old -> refusals.remove(new Words(input, old.code(), old.words())));
            states.computeIfPresent(
                    input,
                    (name, state) -> new State(
                            state.expected(),
                            state.watch(),
                            state.lastHeardAt(),
                            state.received(),
                            state.refused() + 1));
        });
    }

    @Override
    public Mono<Void> register(Input input, Instant now) {
        Duration longest = input.settings().longestSilence();
        return Mono.fromRunnable(() -> states.merge(
                input.name(),
                new State(
                        input.settings().expectedEvery(),
                        new Watch(input.name(), now, now, Duration.ZERO, 0, null),
                        null,
                        0,
                        0),
                (old, fresh) -> again(old, fresh, longest == null ? Duration.ZERO : longest)));
    }

    private static State again(State old, State fresh, Duration longest) {
        boolean same = Objects.equals(old.expected(), fresh.expected());
        Watch watch = fresh.watch();
        Watch anew = new Watch(
                watch.input(),
                watch.watchedSince(),
                watch.checkedAt(),
                old.watch().told() > 0 ? longest : Duration.ZERO,
                Math.min(old.watch().told(), 1),
                old.watch().beatAt());
        return same ? old : new State(fresh.expected(), anew, old.lastHeardAt(), old.received(), old.refused());
    }

    @Override
    public Mono<Watch> take(String input) {
        return Mono.fromCallable(
                () -> states.containsKey(input) ? states.get(input).watch() : null);
    }

    @Override
    public Mono<Void> save(Watch watch) {
        return Mono.fromRunnable(() -> states.computeIfPresent(
                watch.input(),
                (name, state) ->
                        new State(state.expected(), watch, state.lastHeardAt(), state.received(), state.refused())));
    }

    @Override
    public Flux<String> abandoned(Set<String> watched) {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(states.values())))
                .filter(state -> state.watch().told() > 0)
                .map(state -> state.watch().input())
                .filter(name -> !watched.contains(name));
    }

    @Override
    public Mono<Map<String, Known>> known() {
        return Flux.defer(() -> Flux.fromIterable(List.copyOf(states.values())))
                .collectMap(state -> state.watch().input(), InMemoryInputRecords::known);
    }

    private static Known known(State state) {
        Watch watch = state.watch();
        return new Known(
                watch.silent(),
                watch.told(),
                state.lastHeardAt(),
                watch.beatAt(),
                watch.watchedSince(),
                state.received(),
                state.refused());
    }

    @Override
    public Mono<List<Refusal>> refusals(String input) {
        return Mono.fromCallable(() -> newest(input));
    }

    private List<Refusal> newest(String input) {
        return refusals.entrySet().stream()
                .filter(entry -> entry.getKey().input().equals(input))
                .map(Map.Entry::getValue)
                .sorted(Comparator.comparing(Refusal::lastAt)
                        .reversed()
                        .thenComparing(Refusal::code)
                        .thenComparing(Refusal::words))
                .toList();
    }
}
