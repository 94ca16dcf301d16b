package io.mooring.notifier.mute;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** For tests of what needs no database. */
final class InMemorySilences implements Silences {

    private record Kept(Silence silence, @Nullable Instant nextChange, boolean warned) {}

    private final Map<UUID, Kept> all = new LinkedHashMap<>();

    @Override
    public Mono<Boolean> add(Silence silence, int most, Instant now) {
        return Mono.fromCallable(() -> {
            long open = all.values().stream()
                    .filter(one -> isOpen(one.silence(), now))
                    .count();
            if (open >= most) {
                return false;
            }
            all.put(silence.id(), new Kept(silence, silence.nextChange(now), false));
            return true;
        });
    }

    private static boolean isOpen(Silence silence, Instant now) {
        return silence.state(now) != SilenceState.EXPIRED;
    }

    @Override
    public Mono<Silence> find(UUID id) {
        return Mono.fromCallable(() -> all.containsKey(id) ? all.get(id).silence() : null);
    }

    @Override
    public Flux<Silence> list(@Nullable SilenceState state, Instant now, @Nullable UUID before, int most) {
        return Flux.defer(() -> {
            List<Silence> newest =
                    all.values().stream().map(Kept::silence).toList().reversed();
            List<UUID> ids = newest.stream().map(Silence::id).toList();
            return Flux.fromIterable(newest)
                    .skip(before == null ? 0 : ids.indexOf(before) + 1L)
                    .filter(silence -> state == null || silence.state(now) == state)
                    .take(most);
        });
    }

    @Override
    public Flux<Silence> startedAt(Instant now) {
        return list(SilenceState.ACTIVE, now, null, Integer.MAX_VALUE);
    }

    @Override
    public Mono<Boolean> change(Silence silence, long version, Instant now) {
        return Mono.fromCallable(() -> {
            Kept known = all.get(silence.id());
            if (known == null || known.silence().version() != version || !isOpen(known.silence(), now)) {
                return false;
            }
            Silence changed = next(silence, version + 1, null);
            all.put(silence.id(), new Kept(changed, changed.nextChange(now), false));
            return true;
        });
    }

    @Override
    public Mono<Boolean> end(UUID id, String by, Instant now) {
        return Mono.fromCallable(() -> {
            Kept known = all.get(id);
            if (known == null || !isOpen(known.silence(), now)) {
                return false;
            }
            Silence silence = known.silence();
            Silence ended = next(silence, silence.version() + 1, new Silence.Ended(by, now));
            all.put(id, new Kept(ended, null, known.warned()));
            return true;
        });
    }

    private static Silence next(Silence silence, long version, Silence.@Nullable Ended ended) {
        return new Silence(
                silence.id(),
                silence.matchers(),
                silence.reason(),
                silence.owner(),
                silence.createdAt(),
                silence.startsAt(),
                silence.endsAt(),
                silence.repeats(),
                version,
                ended);
    }

    @Override
    public Mono<Long> turn(Instant now) {
        return Mono.fromCallable(() -> {
            List<Kept> turned = all.values().stream()
                    .filter(one -> one.nextChange() != null && !one.nextChange().isAfter(now))
                    .toList();
            turned.forEach(one -> all.put(
                    one.silence().id(), new Kept(one.silence(), one.silence().nextChange(now), one.warned())));
            return (long) turned.size();
        });
    }

    @Override
    public Flux<Silence> takeEnding(Instant now, Instant endsBy, int most) {
        return Flux.defer(() -> {
            Duration twice = Duration.between(now, endsBy).multipliedBy(2);
            List<Kept> ending = all.values().stream()
                    .filter(one -> !one.warned() && one.silence().state(now) == SilenceState.ACTIVE)
                    .filter(one -> !one.silence().endsAt().isAfter(endsBy))
                    .filter(one -> Duration.between(
                                            one.silence().startsAt(),
                                            one.silence().endsAt())
                                    .compareTo(twice)
                            > 0)
                    .limit(most)
                    .toList();
            ending.forEach(one -> all.put(one.silence().id(), new Kept(one.silence(), one.nextChange(), true)));
            return Flux.fromIterable(ending).map(Kept::silence);
        });
    }
}
