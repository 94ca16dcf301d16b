package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private final Backlog backlog = new Backlog(List.of("near", "far"));

    @Test
    void givesSegmentsInTheirOrderWhateverOrderTheyCameIn() throws Exception {
        WalObject second = segment(2);
        WalObject first = segment(1);
        backlog.add(second, Set.of());
        backlog.add(first, Set.of());
        assertThat(next("near")).contains(first);
        backlog.stored(first, "near");
        assertThat(next("near")).contains(second);
    }

    @Test
    void leavesNoLocationWaitingForAnother() throws Exception {
        backlog.add(segment(1), Set.of());
        next("near");
        backlog.stored(segment(1), "near");
        assertThat(next("near")).isEmpty();
        assertThat(next("far")).contains(segment(1));
        assertThat(backlog.waiting("far")).isEqualTo(1);
    }

    @Test
    void sendsOnlyTheNewestStateOfASegmentThatIsBeingFilled() throws Exception {
        backlog.add(partial(1, 100), Set.of());
        backlog.add(partial(1, 200), Set.of());
        assertThat(next("near")).contains(partial(1, 200));
    }

    @Test
    void removesAnOlderStateOnlyOnceTheNewerIsThere() throws Exception {
        backlog.add(partial(1, 100), Set.of());
        next("near");
        backlog.stored(partial(1, 100), "near");
        backlog.add(partial(1, 200), Set.of());
        assertThat(backlog.removable("near")).isEmpty();
        next("near");
        backlog.stored(partial(1, 200), "near");
        assertThat(backlog.removable("near")).containsExactly(partial(1, 100));
    }

    @Test
    void removesTheLastStateOnlyOnceTheWholeSegmentIsThere() throws Exception {
        backlog.add(partial(1, 100), Set.of("near"));
        backlog.add(partial(2, 50), Set.of("near"));
        assertThat(backlog.removable("near")).isEmpty();
        backlog.add(segment(1), Set.of());
        next("near");
        backlog.stored(segment(1), "near");
        assertThat(backlog.removable("near")).containsExactly(partial(1, 100));
    }

    @Test
    void keepsWhatIsUnderWayThoughItWasSuperseded() throws Exception {
        backlog.add(partial(1, 100), Set.of());
        assertThat(next("near")).contains(partial(1, 100));
        backlog.add(partial(1, 200), Set.of());
        assertThat(backlog.objects()).contains(partial(1, 100));
        backlog.stored(partial(1, 100), "near");
        next("near");
        assertThat(backlog.objects()).contains(partial(1, 100));
        backlog.stored(partial(1, 200), "near");
        assertThat(backlog.removable("near")).containsExactly(partial(1, 100));
        backlog.removed(partial(1, 100), "near");
        assertThat(backlog.objects()).containsExactly(partial(1, 200));
    }

    @Test
    void keepsASupersededStateWhereItLiesWhileItIsStillBeingBroughtElsewhere() throws Exception {
        backlog.add(partial(1, 100), Set.of());
        assertThat(next("far")).contains(partial(1, 100));
        assertThat(next("near")).contains(partial(1, 100));
        backlog.stored(partial(1, 100), "near");
        backlog.add(partial(1, 200), Set.of());
        next("near");
        backlog.stored(partial(1, 200), "near");
        assertThat(backlog.removable("near")).isEmpty();

        backlog.stored(partial(1, 100), "far");

        assertThat(backlog.removable("near")).containsExactly(partial(1, 100));
    }

    @Test
    void forgetsWhatLiesEverywhere() throws Exception {
        backlog.add(segment(1), Set.of("near"));
        next("far");
        backlog.stored(segment(1), "far");
        assertThat(backlog.objects()).isEmpty();
    }

    @Test
    void sendsATimelinesHistoryBeforeItsSegments() throws Exception {
        backlog.add(segment(1), Set.of());
        WalObject history = new WalObject(
                "00000002.history.zst.pgp", WalKind.HISTORY, 2, 0, new Lsn(0), 10, 10, "a", "1\t0/1\tx", Instant.EPOCH);
        backlog.add(history, Set.of());
        assertThat(next("near")).contains(history);
    }

    private Optional<WalObject> next(String location) throws InterruptedException {
        return backlog.next(location, 1);
    }

    private static WalObject segment(long number) {
        Segment segment = new Segment(1, number);
        return new WalObject(
                WalObject.name(segment.name(SegmentSize.STANDARD)),
                WalKind.SEGMENT,
                1,
                number,
                segment.end(SegmentSize.STANDARD),
                10,
                10,
                "a",
                null,
                Instant.EPOCH);
    }

    private static WalObject partial(long number, long bytes) {
        Segment segment = new Segment(1, number);
        return new WalObject(
                WalObject.partialName(segment.name(SegmentSize.STANDARD), bytes),
                WalKind.PARTIAL,
                1,
                number,
                segment.start(SegmentSize.STANDARD).plus(bytes),
                10,
                10,
                "a",
                null,
                Instant.EPOCH);
    }
}
