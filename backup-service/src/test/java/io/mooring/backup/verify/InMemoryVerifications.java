package io.mooring.backup.verify;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Verifications in memory, by the same contract as the real ones. */
public final class InMemoryVerifications implements Verifications {

    private final Map<String, Verification> byId = new ConcurrentSkipListMap<>(Comparator.reverseOrder());
    private final Map<String, CopyVerdict> verdicts = new ConcurrentHashMap<>();
    private final Set<String> letGo = ConcurrentHashMap.newKeySet();

    @Override
    public Mono<Void> add(Verification queued) {
        return Mono.fromRunnable(() -> byId.put(queued.id(), queued));
    }

    @Override
    public Mono<Boolean> change(Verification before, Verification after) {
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
    public Mono<Verification> find(String id) {
        return Mono.justOrEmpty(byId.get(id));
    }

    @Override
    public Flux<Verification> list(VerificationFilter filter) {
        return Flux.fromStream(() -> byId.values().stream()
                .filter(one -> matches(filter.planId(), one.request().planId()))
                .filter(one -> matches(filter.runId(), one.request().runId()))
                .filter(one ->
                        filter.kind() == null || filter.kind() == one.request().kind())
                .filter(one -> filter.olderThan() == null || one.id().compareTo(filter.olderThan()) < 0)
                .limit(filter.limit()));
    }

    @Override
    public Flux<String> neverVerified(Collection<String> runIds, VerificationKind kind) {
        return Flux.fromIterable(runIds).filter(id -> byId.values().stream()
                .noneMatch(
                        one -> one.request().runId().equals(id) && one.request().kind() == kind));
    }

    @Override
    public Mono<Instant> lastDone(String planId, VerificationKind kind) {
        return Mono.justOrEmpty(byId.values().stream()
                .filter(one ->
                        one.request().planId().equals(planId) && one.request().kind() == kind)
                .filter(one -> one.state() == VerificationState.PASSED || one.state() == VerificationState.FAILED)
                .map(one -> Objects.requireNonNull(one.finishedAt()))
                .max(Comparator.naturalOrder()));
    }

    @Override
    public Mono<Void> note(CopyVerdict verdict) {
        return Mono.fromRunnable(() -> verdicts.merge(
                verdict.runId() + "/" + verdict.locationId(),
                verdict,
                (known, now) -> new CopyVerdict(
                        known.runId(),
                        known.locationId(),
                        known.planId(),
                        known.takenAt(),
                        now.present() == null ? known.present() : now.present(),
                        now.presentAt() == null ? known.presentAt() : now.presentAt(),
                        now.intact() == null ? known.intact() : now.intact(),
                        now.intactAt() == null ? known.intactAt() : now.intactAt())));
    }

    @Override
    public Flux<CopyVerdict> verdicts(@Nullable String planId) {
        return Flux.fromStream(() -> sorted().filter(verdict -> matches(planId, verdict.planId())));
    }

    void letGo(String runId) {
        letGo.add(runId);
    }

    private Stream<CopyVerdict> sorted() {
        return verdicts.values().stream()
                .filter(verdict -> !letGo.contains(verdict.runId()))
                .sorted(Comparator.comparing(CopyVerdict::takenAt)
                        .thenComparing(CopyVerdict::runId)
                        .reversed()
                        .thenComparing(CopyVerdict::locationId));
    }

    private static boolean matches(@Nullable String wanted, String is) {
        return wanted == null || wanted.equals(is);
    }
}
