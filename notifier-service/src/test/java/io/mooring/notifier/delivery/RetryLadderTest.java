package io.mooring.notifier.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.channel.Manner;
import io.mooring.notifier.channel.Manner.Retries;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryLadderTest {

    private static final Duration YOUNG = Duration.ZERO;
    private final RetryLadder ladder = new RetryLadder(Manner.FOR_A_DAY);

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,4", "6,32", "7,60", "8,60", "2000000000,60"})
    void waitsDoubleUpToTheLongest(int tries, long seconds) {
        assertThat(ladder.next(YOUNG, tries, null)).contains(Duration.ofSeconds(seconds));
    }

    @Test
    void obeysTheProviderEvenBeyondTheLongestWait() {
        assertThat(ladder.next(YOUNG, 1, Duration.ofMinutes(10))).contains(Duration.ofMinutes(10));
    }

    @Test
    void waitsNoLongerThanAnHourWhoeverAsks() {
        assertThat(ladder.next(YOUNG, 1, Duration.ofDays(3))).contains(Duration.ofHours(1));
    }

    @Test
    void givesUpByAge() {
        Duration almost = Duration.ofHours(24).minusSeconds(60);
        assertThat(ladder.next(almost, 100_000, null)).isPresent();
        assertThat(ladder.next(almost.plusSeconds(1), 100_000, null)).isEmpty();
    }

    @Test
    void aClockThatJumpedADayAheadBuriesNothing() {
        assertThat(ladder.next(Duration.ofDays(30), 1, null)).isPresent();
        assertThat(ladder.next(Duration.ofDays(30), 5, null)).isEmpty();
    }

    @Test
    void givesUpByCountWhereTheChannelSaysSo() {
        RetryLadder mail =
                new RetryLadder(new Retries(Duration.ofSeconds(60), Duration.ofSeconds(240), Duration.ofDays(1), 4));
        assertThat(mail.next(YOUNG, 1, null)).contains(Duration.ofSeconds(60));
        assertThat(mail.next(YOUNG, 2, null)).contains(Duration.ofSeconds(120));
        assertThat(mail.next(YOUNG, 3, null)).contains(Duration.ofSeconds(240));
        assertThat(mail.next(YOUNG, 4, null)).isEmpty();
        assertThat(mail.bound()).isEqualTo("4 attempts");
    }
}
