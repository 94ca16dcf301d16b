package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WalNeededTest {

    private static final SegmentSize SIZE = SegmentSize.STANDARD;
    private static final List<Segment> STORED =
            List.of(new Segment(1, 4), new Segment(1, 5), new Segment(1, 6), new Segment(2, 5), new Segment(2, 6));

    @Test
    void keepsTheSegmentInWhichTheOldestKeptBaseBackupBegins() {
        Lsn old = SIZE.start(5).plus(77);
        Lsn young = SIZE.start(6);
        assertThat(WalNeeded.dispensable(List.of(young, old), STORED, SIZE)).containsExactly(new Segment(1, 4));
    }

    @Test
    void keepsEverythingWithoutABaseBackup() {
        assertThat(WalNeeded.dispensable(List.of(), STORED, SIZE)).isEmpty();
    }
}
