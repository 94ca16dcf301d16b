package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.source.ClusterCanary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class WalRowsContract {

    private static final String PLAN = "main";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final SegmentSize SIZE = SegmentSize.STANDARD;

    private WalRows rows;

    abstract WalRows empty();

    @BeforeEach
    void begins() {
        rows = empty();
    }

    @Test
    void tellsWhatLiesWhereInTheOrderOfTheLog() {
        WalObject second = segment(2, "two");
        WalObject first = segment(1, "one");
        rows.sealed(PLAN, second).block();
        rows.sealed(PLAN, first).block();
        rows.stored(PLAN, first.name(), "near", NOW).block();
        rows.stored(PLAN, first.name(), "far", NOW).block();
        rows.stored(PLAN, first.name(), "far", NOW).block();
        assertThat(all()).containsExactly(new StoredWal(first, Set.of("near", "far")), new StoredWal(second, Set.of()));
        assertThat(rows.all("other").collectList().block()).isEmpty();
    }

    @Test
    void countsASegmentOnlyOnceALocationHasIt() {
        rows.sealed(PLAN, segment(1, "one")).block();
        assertThat(segments()).isEmpty();
        rows.stored(PLAN, segment(1, "one").name(), "near", NOW).block();
        rows.stored(PLAN, segment(1, "one").name(), "far", NOW.plusSeconds(5)).block();
        assertThat(segments()).containsExactly(new WalContinuity.Stored(new Segment(1, 1), SIZE.start(2), NOW));
    }

    @Test
    void countsASegmentThatIsBeingFilledAsFarAsItIs() {
        WalObject partial = partial(1, 64);
        rows.sealed(PLAN, partial).block();
        rows.stored(PLAN, partial.name(), "near", NOW).block();
        assertThat(segments())
                .containsExactly(new WalContinuity.Stored(
                        new Segment(1, 1), SIZE.start(1).plus(64), NOW));
    }

    @Test
    void replacesAnObjectThatNobodyHasAndNoOther() {
        rows.sealed(PLAN, segment(1, "one")).block();
        rows.sealed(PLAN, segment(1, "again")).block();
        assertThat(all().getFirst().object().sha256()).isEqualTo("again");
        rows.stored(PLAN, segment(1, "again").name(), "near", NOW).block();
        rows.sealed(PLAN, segment(1, "third")).block();
        assertThat(all().getFirst().object().sha256()).isEqualTo("again");
    }

    @Test
    void forgetsAnObjectWithItsLastCopy() {
        WalObject partial = partial(1, 64);
        rows.sealed(PLAN, partial).block();
        rows.stored(PLAN, partial.name(), "near", NOW).block();
        rows.stored(PLAN, partial.name(), "far", NOW).block();
        rows.forget(PLAN, partial.name()).block();
        rows.removed(PLAN, partial.name(), "near").block();
        assertThat(all()).containsExactly(new StoredWal(partial, Set.of("far")));
        rows.removed(PLAN, partial.name(), "far").block();
        assertThat(all()).isEmpty();
    }

    @Test
    void keepsHistories() {
        WalObject history = new WalObject(
                "00000002.history.zst.pgp", WalKind.HISTORY, 2, 0, new Lsn(0), 9, 9, "h", "1\t0/3000000\tx\n", NOW);
        rows.sealed(PLAN, history).block();
        assertThat(rows.histories(PLAN).collectList().block()).isEmpty();
        rows.stored(PLAN, history.name(), "near", NOW).block();
        assertThat(rows.histories(PLAN).collectList().block())
                .containsExactly(TimelineHistory.parse(2, "1\t0/3000000\tx\n"));
    }

    @Test
    void keepsTheLastReport() {
        assertThat(rows.report(PLAN).block()).isNull();
        WalReport unknown = new WalReport(
                PLAN, WalReport.State.UNKNOWN, "why", "slot", "", 0, null, null, null, null, CanaryReport.UNTRIED, NOW);
        rows.report(unknown).block();
        assertThat(rows.report(PLAN).block()).isEqualTo(unknown);
        WalReport fine = new WalReport(
                PLAN,
                WalReport.State.HEALTHY,
                null,
                "slot",
                "7312",
                16 << 20,
                Lsn.parse("FFFFFFFF/FFFFFFFF"),
                Lsn.parse("0/1"),
                NOW,
                Duration.ofMillis(1234),
                new CanaryReport(CanaryReport.State.REFUSED, NOW.minusSeconds(9), "No.", "Ask."),
                NOW);
        rows.report(fine).block();
        assertThat(rows.report(PLAN).block()).isEqualTo(fine);
    }

    @Test
    void raisesAnAlarmOnceUntilItIsOver() {
        assertThat(rows.raise(PLAN, "lag", NOW).block()).isTrue();
        assertThat(rows.raise(PLAN, "lag", NOW.plusSeconds(1)).block()).isFalse();
        assertThat(rows.raise(PLAN, "gap", NOW).block()).isTrue();
        assertThat(rows.lower("other", "lag").block()).isNull();
        assertThat(rows.lower(PLAN, "lag").block())
                .as("since when it was raised")
                .isEqualTo(NOW);
        assertThat(rows.lower(PLAN, "lag").block()).as("over already").isNull();
        assertThat(rows.raise(PLAN, "lag", NOW).block()).isTrue();
    }

    @Test
    void keepsCanariesThatAreInTheWalThatIsThere() {
        rows.canary(PLAN, canary(1, "0/1000020")).block();
        rows.canary(PLAN, canary(2, "0/3000020")).block();
        rows.canary(PLAN, canary(2, "0/3000020")).block();
        rows.canary("other", canary(9, "0/3000021")).block();
        rows.canary(PLAN, canary(3, "0/4000020")).block();
        rows.canary(PLAN, canary(4, "10/20")).block();

        assertThat(canaries("10/20", 10)).extracting(ClusterCanary::transaction).containsExactly(1L, 2L, 3L, 4L);
        assertThat(canaries("10/1F", 2)).containsExactly(canary(2, "0/3000020"), canary(3, "0/4000020"));
        assertThat(canaries("0/1000019", 2)).isEmpty();

        rows.sealed(PLAN, segment(3, "a")).block();
        rows.canary(PLAN, canary(5, "10/30")).block();
        assertThat(canaries("10/30", 10)).extracting(ClusterCanary::transaction).containsExactly(2L, 3L, 4L, 5L);
    }

    private List<ClusterCanary> canaries(String upTo, int limit) {
        return rows.canaries(PLAN, Lsn.parse(upTo), limit).collectList().block();
    }

    private static ClusterCanary canary(long transaction, String lsn) {
        return new ClusterCanary(transaction, 1, lsn, NOW, NOW.plusMillis(3), "keeper");
    }

    private List<StoredWal> all() {
        return rows.all(PLAN).collectList().block();
    }

    private List<WalContinuity.Stored> segments() {
        return rows.segments(PLAN).collectList().block();
    }

    private static WalObject segment(long number, String sha256) {
        Segment segment = new Segment(1, number);
        return new WalObject(
                WalObject.name(segment.name(SIZE)),
                WalKind.SEGMENT,
                1,
                number,
                segment.end(SIZE),
                SIZE.bytes(),
                10,
                sha256,
                null,
                NOW);
    }

    private static WalObject partial(long number, long bytes) {
        Segment segment = new Segment(1, number);
        return new WalObject(
                WalObject.partialName(segment.name(SIZE), bytes),
                WalKind.PARTIAL,
                1,
                number,
                segment.start(SIZE).plus(bytes),
                SIZE.bytes(),
                10,
                "p",
                null,
                NOW);
    }
}
