package io.mooring.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class UuidV7Test {

    private static final int THREADS = 4;
    private static final int EACH = 25_000;

    @Test
    void carriesItsTimeItsVersionAndItsVariant() {
        UUID early = new UuidV7(() -> Instant.ofEpochMilli(1_000)).next();
        UUID late = new UuidV7(() -> Instant.ofEpochMilli(1_001)).next();
        assertThat(early.version()).isEqualTo(7);
        assertThat(early.variant()).isEqualTo(2);
        assertThat(millis(early)).isEqualTo(1_000);
        assertThat(early.toString()).isLessThan(late.toString());
    }

    @Test
    void makesEachIdLaterThanTheLastInManyThreads() throws Exception {
        UuidV7 ids = new UuidV7(Instant::now);
        Set<String> all = new HashSet<>();
        for (List<String> ofThread : inThreads(ids)) {
            assertThat(ofThread).isSorted();
            all.addAll(ofThread);
        }
        assertThat(all).hasSize(THREADS * EACH);
    }

    @Test
    void goesOnPastAFullMillisecond() {
        UuidV7 ids = new UuidV7(() -> Instant.ofEpochMilli(5));
        List<UUID> many = Stream.generate(ids::next).limit(10_000).toList();
        assertThat(many).extracting(UUID::toString).isSorted().doesNotHaveDuplicates();
        assertThat(millis(many.getFirst())).isEqualTo(5);
        assertThat(millis(many.getLast())).isBetween(7L, 8L);
        assertThat(many).allSatisfy(id -> assertThat(id.version()).isEqualTo(7));
    }

    @Test
    void staysInOrderWhenTheClockGoesBack() {
        AtomicLong now = new AtomicLong(5_000);
        UuidV7 ids = new UuidV7(() -> Instant.ofEpochMilli(now.get()));
        String before = ids.next().toString();
        now.set(1_000);
        String after = ids.next().toString();
        now.set(5_001);
        assertThat(List.of(before, after, ids.next().toString())).isSorted();
    }

    @Test
    void comesAfterAnIdThatWasMadeBeforeTheClockWentBack() {
        UUID ahead = new UuidV7(() -> Instant.ofEpochMilli(9_000)).next();
        UuidV7 ids = new UuidV7(() -> Instant.ofEpochMilli(1_000));

        assertThat(List.of(
                        ahead.toString(),
                        ids.nextAfter(ahead).toString(),
                        ids.next().toString()))
                .isSorted();
        assertThat(millis(new UuidV7(() -> Instant.ofEpochMilli(10_000)).nextAfter(ahead)))
                .isEqualTo(10_000);
        assertThatIllegalArgumentException().isThrownBy(() -> ids.nextAfter(UUID.randomUUID()));
    }

    private static List<List<String>> inThreads(UuidV7 ids) throws Exception {
        Callable<List<String>> work =
                () -> Stream.generate(ids::next).limit(EACH).map(UUID::toString).toList();
        List<List<String>> made = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            for (Future<List<String>> ofThread : threads.invokeAll(java.util.Collections.nCopies(THREADS, work))) {
                made.add(ofThread.get());
            }
        }
        return made;
    }

    private static long millis(UUID id) {
        return id.getMostSignificantBits() >>> 16;
    }
}
