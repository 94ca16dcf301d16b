package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.wal.WalContinuity.Gap;
import io.mooring.backup.wal.WalContinuity.Stored;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class WalContinuityTest {

    private static final SegmentSize SIZE = SegmentSize.STANDARD;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void joinsSegmentsThatFollowEachOther() {
        WalContinuity continuity = of(List.of(on(1, 3), on(1, 1), on(1, 2)), Map.of());
        assertThat(continuity.gaps()).isEmpty();
        assertThat(continuity.end()).contains(SIZE.start(4));
        assertThat(continuity.leadsOnFrom(base(SIZE.start(1).plus(40)))).isTrue();
        assertThat(continuity.leadsOnFrom(base(SIZE.start(1).plus(-1)))).isFalse();
    }

    @Test
    void tellsAGapByThePositionsAroundItAndSinceWhen() {
        WalContinuity continuity = of(List.of(on(1, 1), on(1, 2), on(1, 5)), Map.of());
        assertThat(continuity.gaps()).containsExactly(new Gap(SIZE.start(3), SIZE.start(5), START.plusSeconds(5)));
        assertThat(continuity.leadsOnFrom(base(SIZE.start(2)))).isFalse();
        assertThat(continuity.leadsOnFrom(base(SIZE.start(5)))).isTrue();
    }

    @Test
    void tellsAGapBeforeASegmentThatIsStillBeingFilled() {
        Stored filling = new Stored(new Segment(1, 5), SIZE.start(5).plus(80), START);
        WalContinuity continuity = of(List.of(on(1, 1), on(1, 2), filling), Map.of());
        assertThat(continuity.gaps()).containsExactly(new Gap(SIZE.start(3), SIZE.start(5), START));
        assertThat(continuity.end()).contains(SIZE.start(5).plus(80));
        assertThat(continuity.leadsOnFrom(base(SIZE.start(5).plus(40)))).isTrue();
    }

    @Test
    void beginsAGapWhereTheLastSegmentBeforeItWasFilledTo() {
        Stored cutOff = new Stored(new Segment(1, 2), SIZE.start(2).plus(80), START);
        assertThat(of(List.of(on(1, 1), cutOff, on(1, 4)), Map.of()).gaps())
                .extracting(Gap::after)
                .containsExactly(SIZE.start(2).plus(80));
    }

    @Test
    void followsATimelineIntoItsChild() {
        TimelineHistory second = TimelineHistory.parse(2, "1\t0/3000500\tno recovery target specified\n");
        WalContinuity continuity = of(List.of(on(1, 1), on(1, 2), on(2, 3), on(2, 4)), Map.of(2L, second));
        assertThat(continuity.gaps()).isEmpty();
    }

    @Test
    void leavesOutWhatAnAncestorWroteAfterItWasLeft() {
        TimelineHistory second = TimelineHistory.parse(2, "1\t0/3000500\tno recovery target specified\n");
        WalContinuity continuity =
                of(List.of(on(1, 2), on(1, 3), on(1, 4), on(1, 9), on(2, 3), on(2, 4)), Map.of(2L, second));
        assertThat(continuity.gaps()).isEmpty();
        assertThat(continuity.end()).contains(SIZE.start(5));
    }

    @Test
    void tellsAGapAtATimelinesBeginning() {
        TimelineHistory second = TimelineHistory.parse(2, "1\t0/3000500\tno recovery target specified\n");
        WalContinuity continuity = of(List.of(on(1, 1), on(2, 3)), Map.of(2L, second));
        assertThat(continuity.gaps()).hasSize(1);
    }

    @Test
    void doesNotLetATimelineWithoutHistoryVouchForItsAncestors() {
        WalContinuity continuity = of(List.of(on(1, 1), on(1, 2), on(2, 3)), Map.of());
        assertThat(continuity.leadsOnFrom(base(SIZE.start(1)))).isFalse();
    }

    @Test
    void leadsOnFromABackupOfAnAncestorOnlyWhenItEndedBeforeThatWasLeft() {
        TimelineHistory second = TimelineHistory.parse(2, "1\t0/3000500\tno recovery target specified\n");
        WalContinuity continuity = of(List.of(on(1, 2), on(2, 3), on(2, 4)), Map.of(2L, second));

        assertThat(continuity.leadsOnFrom(new BaseSpan(1, Lsn.parse("0/3000028"), Lsn.parse("0/3000500"))))
                .isTrue();
        assertThat(continuity.leadsOnFrom(new BaseSpan(1, Lsn.parse("0/3000028"), Lsn.parse("0/3000501"))))
                .isFalse();
        assertThat(continuity.leadsOnFrom(new BaseSpan(2, Lsn.parse("0/3000528"), Lsn.parse("0/3000600"))))
                .isTrue();
        assertThat(continuity.leadsOnFrom(new BaseSpan(3, Lsn.parse("0/3000528"), Lsn.parse("0/3000600"))))
                .isFalse();
    }

    @Test
    void hasNothingWithoutSegments() {
        assertThat(of(List.of(), Map.of()).end()).isEmpty();
        assertThat(of(List.of(), Map.of()).leadsOnFrom(base(new Lsn(0)))).isFalse();
    }

    @Property(tries = 300)
    void gapsAreExactlyTheMissingNumbersInWhateverOrder(
            @ForAll @Size(min = 1, max = 40) Set<@LongRange(min = 0, max = 60) Long> numbers, @ForAll long seed) {
        List<Stored> stored =
                new ArrayList<>(numbers.stream().map(number -> on(1, number)).toList());
        Collections.shuffle(stored, new Random(seed));
        TreeSet<Long> missing = new TreeSet<>();
        TreeSet<Long> sorted = new TreeSet<>(numbers);
        for (long number = sorted.first(); number < sorted.last(); number++) {
            if (!numbers.contains(number)) {
                missing.add(number);
            }
        }
        TreeSet<Long> told = new TreeSet<>();
        for (Gap gap : of(stored, Map.of()).gaps()) {
            for (long number = SIZE.numberOf(gap.after()); number < SIZE.numberOf(gap.before()); number++) {
                told.add(number);
            }
        }
        assertThat(told).isEqualTo(missing);
    }

    private static BaseSpan base(Lsn start) {
        return new BaseSpan(1, start, start.plus(1));
    }

    private static WalContinuity of(List<Stored> stored, Map<Long, TimelineHistory> histories) {
        return WalContinuity.of(stored, histories, SIZE);
    }

    private static Stored on(long timeline, long number) {
        return new Stored(new Segment(timeline, number), SIZE.start(number + 1), START.plusSeconds(number));
    }
}
