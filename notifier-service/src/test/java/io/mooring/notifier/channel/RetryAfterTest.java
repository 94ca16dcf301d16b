package io.mooring.notifier.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-06T08:49:37Z");

    @Test
    void readsSecondsAndDates() {
        assertThat(RetryAfter.of(" 120 ", NOW)).isEqualTo(Duration.ofMinutes(2));
        assertThat(RetryAfter.of("Fri, 06 Nov 2026 08:50:37 GMT", NOW)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aTimeThatIsOverIsStillAWait() {
        assertThat(RetryAfter.of("0", NOW)).isEqualTo(Duration.ofSeconds(1));
        assertThat(RetryAfter.of("Thu, 05 Nov 2026 08:50:37 GMT", NOW)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void nobodyMakesAnAlertWaitForMoreThanAnHour() {
        assertThat(RetryAfter.of("86400", NOW)).isEqualTo(Duration.ofHours(1));
        assertThat(RetryAfter.of("9".repeat(1_000), NOW)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void whatIsNoTimeIsNone() {
        assertThat(RetryAfter.of(null, NOW)).isNull();
        assertThat(RetryAfter.of("", NOW)).isNull();
        assertThat(RetryAfter.of("-5", NOW)).isNull();
        assertThat(RetryAfter.of("soon", NOW)).isNull();
    }
}
