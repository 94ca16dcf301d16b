package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryLadderTest {

    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private final RetryLadder ladder =
            new RetryLadder(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofHours(24));

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "6,32", "7,60", "8,60", "2000000000,60"})
    void waitsDoubleUpToTheLongest(int attempts, long seconds) {
        assertThat(ladder.next(CREATED, CREATED, attempts, null)).contains(CREATED.plusSeconds(seconds));
    }

    @Test
    void obeysTheProviderEvenBeyondTheLongestWait() {
        assertThat(ladder.next(CREATED, CREATED, 1, Duration.ofMinutes(10))).contains(CREATED.plusSeconds(600));
    }

    @Test
    void givesUpByAgeAndNotByCount() {
        Instant almost = CREATED.plus(Duration.ofHours(24)).minusSeconds(60);
        assertThat(ladder.next(CREATED, almost, 100_000, null)).isPresent();
        assertThat(ladder.next(CREATED, almost.plusSeconds(1), 100_000, null)).isEmpty();
    }

    @Test
    void refusesALadderThatDoesNotClimb() {
        assertThatThrownBy(() -> new RetryLadder(Duration.ZERO, Duration.ofSeconds(1), Duration.ofHours(1)))
                .hasMessageContaining("climbs");
    }
}
