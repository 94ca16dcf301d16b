package io.mooring.issuer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LoginAttemptsTest {

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final LoginAttempts attempts = new LoginAttempts(2, Duration.ofMinutes(15), () -> now);

    @Test
    void takesAttemptsAgainWhenTheWindowHasPassed() {
        assertThat(attempts.begin("ada")).isZero();
        now = now.plusSeconds(60);
        assertThat(attempts.begin("ada")).isZero();
        assertThat(attempts.begin("ada")).isEqualTo(Duration.ofMinutes(14));
        assertThat(attempts.begin("bob")).isZero();
        now = now.plus(Duration.ofMinutes(14));
        assertThat(attempts.begin("ada")).isZero();
    }

    @Test
    void forgetsAttemptsOnceOneSucceeds() {
        attempts.begin("ada");
        attempts.begin("ada");
        attempts.succeeded("ada");
        assertThat(attempts.begin("ada")).isZero();
    }

    @Test
    void staysBoundedWhoeverGuesses() {
        attempts.begin("ada");
        attempts.begin("ada");
        for (int i = 0; i < 20_000; i++) {
            attempts.begin("guess-" + i);
        }
        assertThat(attempts.begin("ada")).as("forgotten as the longest unused").isZero();
    }
}
