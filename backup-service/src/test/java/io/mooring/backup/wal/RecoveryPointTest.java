package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecoveryPointTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RecoveryPoint point = new RecoveryPoint();

    @Test
    void isUnknownBeforeAnythingIsStored() {
        sample(0, 100);
        assertThat(point.behind()).isEmpty();
        assertThat(point.at()).isEmpty();
    }

    @Test
    void isTheNewestSampleWhosePositionIsStored() {
        sample(0, 100);
        sample(1, 200);
        sample(2, 300);
        point.stored(new Lsn(250));
        assertThat(point.at()).contains(START.plusSeconds(1));
        assertThat(point.behind()).contains(Duration.ofSeconds(1));
    }

    @Test
    void doesNotGrowWhileNothingIsWritten() {
        sample(0, 100);
        point.stored(new Lsn(100));
        for (int second = 1; second < 10_000; second++) {
            sample(second, 100);
            assertThat(point.behind()).contains(Duration.ZERO);
        }
    }

    @Test
    void growsEverySecondWhileNothingIsStored() {
        sample(0, 100);
        point.stored(new Lsn(100));
        for (int second = 1; second < 10_000; second++) {
            sample(second, 100 + second);
            assertThat(point.behind()).contains(Duration.ofSeconds(second));
        }
    }

    @Test
    void isNeverNewerThanTheTruthWithThinnedSamples() {
        for (int second = 0; second < 10_000; second++) {
            sample(second, second);
        }
        point.stored(new Lsn(5_000));
        assertThat(point.at().orElseThrow())
                .isBeforeOrEqualTo(START.plusSeconds(5_000))
                .isAfter(START.plusSeconds(4_900));
    }

    @Test
    void forgetsWhatItKnewWhenTheSourcesClockGoesBack() {
        sample(100, 100);
        point.stored(new Lsn(100));
        sample(10, 200);
        assertThat(point.behind()).isEmpty();
        point.stored(new Lsn(200));
        assertThat(point.behind()).contains(Duration.ZERO);
    }

    private void sample(int second, long flushed) {
        point.sampled(START.plusSeconds(second), new Lsn(flushed));
    }
}
