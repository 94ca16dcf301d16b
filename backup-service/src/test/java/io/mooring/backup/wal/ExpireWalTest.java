package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.StopReason;
import io.mooring.backup.key.Secret;
import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectLocked;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import io.mooring.backup.wal.FindBaseBackups.BaseBackup;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class ExpireWalTest {

    private static final SegmentSize SIZE = SegmentSize.STANDARD;

    private final InMemoryLocation near = new InMemoryLocation("near");
    private final InMemoryLocation far = new InMemoryLocation("far");
    private final InMemoryWalRows rows = new InMemoryWalRows();
    private final Backlog backlog = new Backlog(List.of("near", "far"));
    private final List<BaseBackup> kept = new ArrayList<>();
    private final WalTask task = new WalTask(
            "main",
            "Main",
            new ClusterSource("db", 5432, "keeper", Secret.of(""), SslMode.PREFER),
            List.of(near, far),
            new SealFile(List.of(), 1),
            null,
            Duration.ofSeconds(2),
            Duration.ZERO,
            1 << 30,
            Path.of("/nowhere"),
            List.of());

    @BeforeEach
    void stores() throws Exception {
        for (long number = 1; number <= 4; number++) {
            WalObject object = segment(number);
            rows.sealed("main", object).block();
            for (InMemoryLocation location : List.of(near, far)) {
                try (ObjectSink sink = location.create(object.key("main"))) {
                    sink.commit();
                }
                rows.stored("main", object.name(), location.id(), Instant.EPOCH).block();
            }
        }
    }

    @Test
    void removesEverywhereWhatLiesBeforeTheOldestKeptBaseBackup() {
        keep(3);
        keep(4);
        assertThat(expire()).isEqualTo(4);
        assertThat(names(near))
                .isEqualTo(names(far))
                .containsExactly(segment(3).name(), segment(4).name());
        assertThat(rows.all("main").count().block()).isEqualTo(2);
    }

    @Test
    void removesNothingWithoutABaseBackup() {
        assertThat(expire()).isZero();
        assertThat(names(near)).hasSize(4);
    }

    @Test
    void leavesWhatStillHasToGoSomewhere() {
        keep(3);
        backlog.add(segment(1), Set.of("near"));
        assertThat(expire()).isEqualTo(2);
        assertThat(names(near))
                .contains(segment(1).name())
                .doesNotContain(segment(2).name());
    }

    @Test
    void asksALocationThatLocksNotBeforeTheTimeIsOver() {
        keep(3);
        Instant until = Instant.parse("2026-05-01T00:00:00Z");
        AtomicReference<Instant> now = new AtomicReference<>(until.minusSeconds(60));
        AtomicInteger refusals = new AtomicInteger();
        ExpireWal expire = expire(locked(near, until, now::get, refusals), now::get);

        assertThat(expire.expire(SIZE)).as("those at the other location").isEqualTo(2);
        assertThat(expire.expire(SIZE)).isZero();
        assertThat(refusals).as("each is asked for once").hasValue(2);
        assertThat(names(near)).hasSize(4);

        now.set(until);
        assertThat(expire.expire(SIZE)).isEqualTo(2);
        assertThat(names(near)).hasSize(2);
    }

    /** The location with an object lock on everything. */
    private static BackupLocation locked(
            InMemoryLocation behind, Instant until, InstantSource clock, AtomicInteger refusals) {
        return (BackupLocation) Proxy.newProxyInstance(
                ExpireWalTest.class.getClassLoader(), new Class<?>[] {BackupLocation.class}, (proxy, method, given) -> {
                    if (method.getName().equals("delete") && clock.instant().isBefore(until)) {
                        refusals.incrementAndGet();
                        throw new ObjectLocked(until, "it is locked until " + until);
                    }
                    return method.invoke(behind, given);
                });
    }

    private int expire() {
        return expire(near, InstantSource.system()).expire(SIZE);
    }

    private ExpireWal expire(BackupLocation first, InstantSource clock) {
        WalTask own = new WalTask(
                task.planId(),
                "Main",
                task.source(),
                List.of(first, far),
                new SealFile(List.of(), 1),
                null,
                Duration.ofSeconds(2),
                Duration.ZERO,
                1 << 30,
                Path.of("/nowhere"),
                List.of());
        return new ExpireWal(
                own,
                rows,
                planId -> Flux.fromIterable(kept),
                new Held(),
                backlog,
                Duration.ofHours(1),
                () -> Optional.of(SIZE),
                clock);
    }

    private void keep(long number) {
        kept.add(new BaseBackup(
                "run-" + number,
                "7312",
                new BaseSpan(1, SIZE.start(number).plus(40), SIZE.start(number).plus(80)),
                Instant.EPOCH));
    }

    private static List<String> names(InMemoryLocation location) {
        return location.list("main/wal/").stream()
                .map(StoredObject::key)
                .map(key -> key.substring("main/wal/".length()))
                .toList();
    }

    private static WalObject segment(long number) {
        Segment segment = new Segment(1, number);
        return new WalObject(
                WalObject.name(segment.name(SIZE)),
                WalKind.SEGMENT,
                1,
                number,
                segment.end(SIZE),
                SIZE.bytes(),
                0,
                "a",
                null,
                Instant.EPOCH);
    }

    /** A job that is always ours. */
    private static final class Held implements JobControl {

        @Override
        public <T> @Nullable T record(Mono<T> change) {
            return change.block();
        }

        @Override
        public <T> @Nullable T finish(Mono<T> change) {
            return change.block();
        }

        @Override
        public Optional<StopReason> stopReason() {
            return Optional.empty();
        }

        @Override
        public Optional<String> cancelledBy() {
            return Optional.empty();
        }
    }
}
