package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SegmentTest {

    private static final SegmentSize MIB_64 = new SegmentSize(64 << 20);

    @Test
    void namesASegmentAsPostgresDoes() {
        // SELECT pg_walfile_name('16/B374D848') on timeline 3, with segments of 16 MiB and of 64 MiB.
        Lsn position = Lsn.parse("16/B374D848");
        assertThat(Segment.at(3, position, SegmentSize.STANDARD).name(SegmentSize.STANDARD))
                .isEqualTo("0000000300000016000000B3");
        assertThat(Segment.at(3, position, MIB_64).name(MIB_64)).isEqualTo("00000003000000160000002C");
    }

    @Test
    void goesOnIntoTheNextNamesMiddlePart() {
        Segment last =
                Segment.parse("0000000100000001000000FF", SegmentSize.STANDARD).orElseThrow();
        assertThat(last.next().name(SegmentSize.STANDARD)).isEqualTo("000000010000000200000000");
        assertThat(last.end(SegmentSize.STANDARD)).hasToString("2/0");
    }

    @Test
    void refusesNamesThatThisSegmentSizeDoesNotHave() {
        assertThat(Segment.parse("000000010000000000000040", MIB_64)).isEmpty();
        assertThat(Segment.parse("00000001000000000000003F", MIB_64)).isPresent();
        assertThat(Segment.parse("000000000000000000000001", MIB_64)).isEmpty();
        assertThat(Segment.parse("00000001000000000000003F.partial", MIB_64)).isEmpty();
        assertThat(Segment.parse("00000002.history", MIB_64)).isEmpty();
    }

    @Test
    void refusesSizesThatInitdbRefuses() {
        assertThatThrownBy(() -> new SegmentSize(3 << 20)).hasMessageContaining("power of two");
        assertThatThrownBy(() -> new SegmentSize(512 << 10)).hasMessageContaining("1 MiB to 1 GiB");
    }

    @Test
    void refusesTextThatIsNoPosition() {
        assertThatThrownBy(() -> Lsn.parse("0/1/2")).hasMessageContaining("0/1/2");
        assertThatThrownBy(() -> Lsn.parse("")).isInstanceOf(IllegalArgumentException.class);
        assertThat(Lsn.parse("FFFFFFFF/FFFFFFFF").isAfter(Lsn.parse("0/1"))).isTrue();
    }

    @Property(tries = 300)
    void readsEveryNameThatItWrites(
            @ForAll @LongRange(min = 1, max = 0xFFFF_FFFFL) long timeline,
            @ForAll @LongRange(min = 0, max = 1L << 33) long number,
            @ForAll @IntRange(min = 20, max = 30) int log) {
        SegmentSize size = new SegmentSize(1 << log);
        Segment segment = new Segment(timeline, number);
        assertThat(Segment.parse(segment.name(size), size)).contains(segment);
        assertThat(Segment.at(timeline, segment.start(size), size)).isEqualTo(segment);
        assertThat(Segment.at(timeline, segment.end(size).plus(-1), size)).isEqualTo(segment);
    }

    @Property(tries = 300)
    void readsEveryPositionThatItWrites(@ForAll long value) {
        assertThat(Lsn.parse(new Lsn(value).toString())).isEqualTo(new Lsn(value));
    }
}
