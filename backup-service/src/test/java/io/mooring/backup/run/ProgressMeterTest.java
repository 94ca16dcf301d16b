package io.mooring.backup.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ProgressMeterTest {

    private final ProgressMeter meter = new ProgressMeter();

    @Test
    void saysNoRateBeforeASecondHasPassed() {
        meter.at(Runs.NOW, 0, 0, 1000L);

        RunProgress now = meter.at(Runs.NOW.plusMillis(900), 500, 100, 1000L);

        assertThat(now.bytesPerSecond()).isNull();
        assertThat(now.etaSeconds()).isNull();
    }

    @Test
    void saysRateAndRemainingTime() {
        meter.at(Runs.NOW, 0, 0, 1000L);

        RunProgress now = meter.at(Runs.NOW.plusSeconds(2), 400, 100, 1000L);

        assertThat(now.bytesPerSecond()).isEqualTo(200);
        assertThat(now.etaSeconds()).isEqualTo(3);
    }

    @Test
    void saysNoRemainingTimeOnceTheEstimateIsDisproved() {
        meter.at(Runs.NOW, 0, 0, 1000L);

        RunProgress now = meter.at(Runs.NOW.plusSeconds(2), 1200, 100, 1000L);

        assertThat(now.bytesPerSecond()).isEqualTo(600);
        assertThat(now.etaSeconds()).isNull();
    }

    @Test
    void saysNoRemainingTimeWithoutAnEstimate() {
        meter.at(Runs.NOW, 0, 0, null);

        assertThat(meter.at(Runs.NOW.plusSeconds(2), 400, 100, null).etaSeconds())
                .isNull();
    }

    @Test
    void forgetsTheSpeedOfLongAgo() {
        meter.at(Runs.NOW, 0, 0, null);
        meter.at(Runs.NOW.plusSeconds(1), 1_000_000, 0, null);
        RunProgress now = RunProgress.NONE;
        for (int second = 2; second <= 40; second++) {
            now = meter.at(Runs.NOW.plusSeconds(second), 1_000_000 + 10L * second, 0, null);
        }

        assertThat(now.bytesPerSecond()).isEqualTo(10);
    }

    @Test
    void goesOnAfterTheClockWentBack() {
        meter.at(Runs.NOW, 0, 0, 10_000L);
        Instant back = Runs.NOW.minusSeconds(86_400);

        assertThat(meter.at(back, 100, 0, 10_000L).bytesPerSecond()).isNull();
        assertThat(meter.at(back.plusSeconds(2), 500, 0, 10_000L).bytesPerSecond())
                .isEqualTo(200);
    }

    @Test
    void saysNoRateWhileNothingMoves() {
        meter.at(Runs.NOW, 700, 0, 1000L);

        RunProgress now = meter.at(Runs.NOW.plusSeconds(5), 700, 0, 1000L);

        assertThat(now.bytesPerSecond()).isNull();
        assertThat(now.etaSeconds()).isNull();
    }
}
