package io.mooring.backup.job;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** Jobs for tests without a database. A transaction that fails takes back nothing but what {@link #atomically} was told. */
final class InMemoryJobs implements JobRows {

    private record Row(
            NewJob job,
            Instant notBefore,
            int attempt,
            int breakdowns,
            @Nullable JobLease lease,
            @Nullable String cancelledBy) {

        Row held(JobLease by) {
            return new Row(job, notBefore, attempt, breakdowns, by, cancelledBy);
        }

        HeldJob toHeld() {
            return new HeldJob(
                    new Job(job.id(), job.kind(), job.subject(), attempt, job.correlationId(), job.traceparent()),
                    Objects.requireNonNull(lease),
                    breakdowns,
                    cancelledBy);
        }
    }

    private final InstantSource clock;
    private Map<String, Row> rows = new HashMap<>();

    InMemoryJobs(InstantSource clock) {
        this.clock = clock;
    }

    <T> Mono<T> atomically(Mono<T> work) {
        return Mono.defer(() -> {
            synchronized (this) {
                Map<String, Row> before = new HashMap<>(rows);
                return work.doOnError(failed -> rows = before);
            }
        });
    }

    @Override
    public synchronized Mono<Void> add(NewJob job) {
        return Mono.fromRunnable(() -> put(job));
    }

    private synchronized void put(NewJob job) {
        String key = job.exclusiveKey();
        boolean busy = key != null
                && rows.values().stream()
                        .anyMatch(row -> row.job().kind().equals(job.kind())
                                && key.equals(row.job().exclusiveKey()));
        if (busy) {
            throw new Busy(job.kind(), key);
        }
        rows.put(job.id(), new Row(job, clock.instant(), 0, 0, null, null));
    }

    @Override
    public Mono<Boolean> withdraw(String id) {
        return Mono.fromSupplier(() -> removeIf(id, row -> row.lease() == null));
    }

    @Override
    public Mono<Boolean> requestCancel(String id, String by) {
        return Mono.fromSupplier(() -> change(
                        id,
                        row -> new Row(
                                row.job(),
                                row.notBefore(),
                                row.attempt(),
                                row.breakdowns(),
                                row.lease(),
                                row.cancelledBy() == null ? by : row.cancelledBy()))
                .isPresent());
    }

    @Override
    public Mono<HeldJob> claim(Collection<String> kinds, JobLease lease, Instant now) {
        return Mono.fromSupplier(() -> start(kinds, lease, now));
    }

    private synchronized @Nullable HeldJob start(Collection<String> kinds, JobLease lease, Instant now) {
        return rows.values().stream()
                .filter(row -> kinds.contains(row.job().kind()) && isDue(row, now))
                .filter(row -> row.lease() == null || row.lease().until().isBefore(now))
                .min(Comparator.comparing(Row::notBefore)
                        .thenComparing(row -> row.job().id()))
                .flatMap(row -> change(
                        row.job().id(),
                        waiting -> new Row(
                                waiting.job(),
                                waiting.notBefore(),
                                waiting.attempt() + 1,
                                waiting.breakdowns(),
                                lease,
                                waiting.cancelledBy())))
                .map(Row::toHeld)
                .orElse(null);
    }

    private static boolean isDue(Row row, Instant now) {
        return row.breakdowns() == 0
                || !row.notBefore().isAfter(now)
                || row.notBefore().isAfter(now.plus(LONGEST_PAUSE));
    }

    @Override
    public Mono<HeldJob> renew(String id, JobLease lease) {
        return Mono.fromSupplier(() -> isHeld(id, lease.owner())
                ? change(id, row -> row.held(lease)).map(Row::toHeld).orElse(null)
                : null);
    }

    @Override
    public Mono<Boolean> holds(String id, String owner) {
        return Mono.fromSupplier(() -> isHeld(id, owner));
    }

    @Override
    public Mono<Boolean> release(String id, String owner, Instant notBefore, boolean brokeDown) {
        return Mono.fromSupplier(() -> isHeld(id, owner)
                && change(
                                id,
                                row -> new Row(
                                        row.job(),
                                        notBefore,
                                        row.attempt(),
                                        row.breakdowns() + (brokeDown ? 1 : 0),
                                        null,
                                        row.cancelledBy()))
                        .isPresent());
    }

    @Override
    public Mono<Boolean> remove(String id, String owner) {
        return Mono.fromSupplier(() -> removeIf(id, row -> isHeld(id, owner)));
    }

    private synchronized boolean isHeld(String id, String owner) {
        return Optional.ofNullable(rows.get(id))
                .map(Row::lease)
                .filter(lease -> lease.owner().equals(owner))
                .isPresent();
    }

    private synchronized Optional<Row> change(String id, UnaryOperator<Row> change) {
        return Optional.ofNullable(rows.computeIfPresent(id, (key, row) -> change.apply(row)));
    }

    private synchronized boolean removeIf(String id, java.util.function.Predicate<Row> condition) {
        Row row = rows.get(id);
        return row != null && condition.test(row) && rows.remove(id, row);
    }
}
