package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryPointsTest {

    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant NOW = BEFORE.plusSeconds(60);

    private final RecoveryPoints points = new RecoveryPoints(List.of("bucket"));

    @Test
    void knowsAfterARestartWhatWasSafeAlthoughTheSourceIsGone() {
        points.stored("bucket", upTo(1, 500));

        points.sampledBefore(BEFORE, new Lsn(500));

        assertThat(points.at()).contains(BEFORE);
        assertThat(points.shipped()).contains(new Lsn(500));
    }

    @Test
    void doesNotBelieveAFormerProcessWhenWhatItStoredIsGone() {
        points.stored("bucket", upTo(1, 400));

        points.sampledBefore(BEFORE, new Lsn(500));

        assertThat(points.at()).isEmpty();
    }

    @Test
    void goesOnFromThereOnceTheSourceAnswers() {
        points.stored("bucket", upTo(1, 500));
        points.sampledBefore(BEFORE, new Lsn(500));

        points.sampled(NOW, 1, new Lsn(800));
        assertThat(points.at()).contains(BEFORE);
        assertThat(points.behind()).contains(Duration.ofSeconds(60));

        points.stored("bucket", upTo(1, 800));
        assertThat(points.at()).contains(NOW);
    }

    @Test
    void takesNothingOfAFormerTimelineForSafe() {
        points.stored("bucket", upTo(1, 500));
        points.sampledBefore(BEFORE, new Lsn(500));

        points.sampled(NOW, 2, new Lsn(450));

        assertThat(points.at()).isEmpty();
    }

    @Test
    void isNotConfusedByWhatComesOfAFormerTimelineAfterItsChildBegan() {
        points.sampled(NOW, 2, new Lsn(450));
        points.stored("bucket", upTo(2, 450));

        points.stored("bucket", upTo(1, 900));

        assertThat(points.shipped()).contains(new Lsn(450));
        assertThat(points.at()).contains(NOW);
    }

    private static WalObject upTo(long timeline, long position) {
        return new WalObject(
                "name", WalKind.PARTIAL, timeline, 0, new Lsn(position), 1 << 20, 100, "0".repeat(64), null, BEFORE);
    }
}
