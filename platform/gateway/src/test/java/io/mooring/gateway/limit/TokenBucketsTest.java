package io.mooring.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.gateway.GatewaySettings.Rate;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TokenBucketsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final TokenBuckets buckets = new TokenBuckets(new Rate(3, 1, Duration.ofSeconds(10)), () -> now);

    @Test
    void givesABurstThenOneTokenAtATime() {
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("ada")).isZero();
        }
        assertThat(buckets.take("ada")).isEqualTo(Duration.ofSeconds(10));
        now = now.plusSeconds(4);
        assertThat(buckets.take("ada")).isEqualTo(Duration.ofSeconds(6));
        now = now.plusSeconds(6);
        assertThat(buckets.take("ada")).isZero();
        assertThat(buckets.take("ada")).isPositive();
        assertThat(buckets.take("bob")).isZero();
    }

    @Test
    void neverHoldsMoreThanItsBurst() {
        now = now.plus(Duration.ofDays(1));
        buckets.giveBack("ada");
        for (int i = 0; i < 3; i++) {
            assertThat(buckets.take("ada")).isZero();
        }
        assertThat(buckets.take("ada")).isPositive();
    }

    @Test
    void survivesAClockThatStepsBack() {
        assertThat(buckets.take("ada")).isZero();
        now = now.minusSeconds(3600);
        assertThat(buckets.take("ada")).isZero();
        assertThat(buckets.take("ada")).isZero();
        assertThat(buckets.take("ada")).isPositive();
    }

    @Test
    void staysBoundedWhoeverCalls() {
        for (int i = 0; i < 3; i++) {
            buckets.take("ada");
        }
        for (int i = 0; i < 20_000; i++) {
            buckets.take("caller-" + i);
        }
        assertThat(buckets.take("ada")).as("forgotten as the longest unused").isZero();
    }
}
