package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WhyNotSentTest {

    private static final SegmentSize SIZE = SegmentSize.STANDARD;
    private static final TimelineHistory THIRD =
            TimelineHistory.parse(3, "1\t0/501C8F0\tno recovery target\n2\t0/9000000\tx\n");

    @Test
    void theServerLeftTheTimelineBeforeWhatIsAskedFor() {
        assertThat(WhyNotSent.leftAt(THIRD, new Segment(1, 6), SIZE))
                .contains(new TimelineHistory.Branch(1, Lsn.parse("0/501C8F0")));
    }

    @Test
    void theServerSendsATimelineUpToWhereItLeftIt() {
        assertThat(WhyNotSent.leftAt(THIRD, new Segment(1, 5), SIZE)).isEmpty();
        assertThat(WhyNotSent.leftAt(THIRD, new Segment(2, 9), SIZE)).isEmpty();
        assertThat(WhyNotSent.leftAt(THIRD, new Segment(2, 10), SIZE)).isPresent();
    }

    @Test
    void aTimelineThatIsNoneOfItsHistoryWasNotLeft() {
        assertThat(WhyNotSent.leftAt(THIRD, new Segment(3, 6), SIZE)).isEmpty();
        assertThat(WhyNotSent.leftAt(THIRD, new Segment(7, 6), SIZE)).isEmpty();
    }
}
