package io.mooring.monitor.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private final Rate rate = new Rate();

    @Test
    void isUnknownAtTheFirstReading() {
        assertThat(rate.next(1_000_000, START)).isEmpty();
    }

    @Test
    void isPerSecond() {
        rate.next(1_000, START);
        assertThat(rate.next(1_500, START.plusSeconds(2))).hasValue(250);
        assertThat(rate.next(1_500, START.plusSeconds(3))).hasValue(0);
    }

    @Test
    void isUnknownWhenTheCounterWasResetAndKnownAgainAfterwards() {
        rate.next(1_000, START);
        assertThat(rate.next(10, START.plusSeconds(1))).isEmpty();
        assertThat(rate.next(20, START.plusSeconds(2))).hasValue(10);
    }

    @Test
    void isUnknownWhenTheClockStoodStillOrWentBack() {
        rate.next(1_000, START);
        assertThat(rate.next(2_000, START)).isEmpty();
        assertThat(rate.next(3_000, START.minusSeconds(5))).isEmpty();
    }
}
