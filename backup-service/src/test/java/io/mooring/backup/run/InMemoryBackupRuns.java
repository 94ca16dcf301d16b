package io.mooring.backup.run;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs in memory, by the same contract as those in PostgreSQL; without transactions. */
final class InMemoryBackupRuns implements BackupRuns {

    private final TreeMap<String, BackupRun> byId = new TreeMap<>();
    private final Map<String, byte[]> manifests = new HashMap<>();

    @Override
    public Mono<Void> add(BackupRun queued, int queueLimit) {
        return Mono.fromRunnable(() -> {
            synchronized (this) {
                String planId = queued.request().planId();
                if (where(run -> !run.state().isOver() && run.request().planId().equals(planId))
                        .findAny()
                        .isPresent()) {
                    throw new PlanBusy(planId);
                }
                if (where(run -> run.state() == RunState.QUEUED).count() >= queueLimit) {
                    throw new QueueFull(queueLimit);
                }
                byId.put(queued.id(), queued);
            }
        });
    }

    @Override
    public Mono<BackupRun> claim(Lease lease, Instant now) {
        return changed(() -> where(run -> run.state() == RunState.QUEUED)
                .min(Comparator.comparing(BackupRun::queuedAt).thenComparing(BackupRun::id))
                .map(run -> run.started(lease, now)));
    }

    @Override
    public Mono<BackupRun> takeOver(Lease lease, Instant now) {
        return changed(() -> where(run -> run.state() == RunState.RUNNING)
                .filter(run -> Objects.requireNonNull(run.lease()).until().isBefore(now))
                .findFirst()
                .map(run -> run.heldBy(lease)));
    }

    @Override
    public Mono<BackupRun> renew(String id, Lease lease, RunReport report) {
        return changed(() -> Optional.ofNullable(byId.get(id))
                .filter(run -> run.state() == RunState.RUNNING)
                .filter(run -> Objects.requireNonNull(run.lease()).owner().equals(lease.owner()))
                .map(run -> run.heldBy(lease).reporting(report)));
    }

    @Override
    public Mono<Boolean> change(BackupRun before, BackupRun after) {
        return changed(() -> Optional.ofNullable(byId.get(before.id()))
                        .filter(run ->
                                run.state() == before.state() && owner(run).equals(owner(before)))
                        .map(run -> after))
                .hasElement();
    }

    @Override
    public Mono<BackupRun> requestCancel(String id, Cancellation wish) {
        return changed(() -> Optional.ofNullable(byId.get(id))
                .filter(run -> run.state() == RunState.RUNNING)
                .map(run -> run.cancellation() == null ? run.cancelRequested(wish) : run));
    }

    @Override
    public Mono<BackupRun> find(String id) {
        return changed(() -> Optional.ofNullable(byId.get(id)));
    }

    @Override
    public synchronized Flux<BackupRun> list(RunFilter filter) {
        return Flux.fromIterable(byId.descendingMap().values().stream()
                .filter(run -> filter.planId() == null || run.request().planId().equals(filter.planId()))
                .filter(run -> filter.state() == null || run.state() == filter.state())
                .filter(run -> filter.olderThan() == null || run.id().compareTo(filter.olderThan()) < 0)
                .limit(filter.limit())
                .toList());
    }

    @Override
    public Flux<BackupRun> newest(Collection<String> planIds) {
        return Flux.fromIterable(planIds).concatMap(plan -> list(new RunFilter(plan, null, null, 1)));
    }

    @Override
    public synchronized Mono<Instant> lastCompletedAt(String planId, Instant now) {
        return latest(run -> run.request().planId().equals(planId)
                && run.finishedAt() != null
                && !run.finishedAt().isAfter(now));
    }

    @Override
    public synchronized Mono<Instant> lastStoredAt(String locationId) {
        return latest(
                run -> run.copies().stream().anyMatch(copy -> copy.locationId().equals(locationId) && copy.isStored()));
    }

    @Override
    public Mono<Void> keepManifest(String runId, byte[] manifest) {
        return Mono.fromRunnable(() -> manifests.put(runId, manifest));
    }

    @Override
    public Mono<byte[]> manifest(String runId) {
        return Mono.fromSupplier(() -> manifests.get(runId));
    }

    @Override
    public synchronized Mono<Long> countQueued() {
        return Mono.just(where(run -> run.state() == RunState.QUEUED).count());
    }

    private Mono<Instant> latest(Predicate<BackupRun> wanted) {
        return Mono.justOrEmpty(where(wanted.and(run -> run.state().hasBackup()))
                .map(run -> Objects.requireNonNull(run.finishedAt()))
                .max(Comparator.naturalOrder()));
    }

    private Stream<BackupRun> where(Predicate<BackupRun> wanted) {
        return byId.values().stream().filter(wanted);
    }

    private Mono<BackupRun> changed(Supplier<Optional<BackupRun>> change) {
        return Mono.fromCallable(() -> {
            synchronized (this) {
                BackupRun run = change.get().orElse(null);
                if (run != null) {
                    byId.put(run.id(), run);
                }
                return run;
            }
        });
    }

    private static String owner(BackupRun run) {
        Lease lease = run.lease();
        return lease == null ? "" : lease.owner();
    }
}
