package io.mooring.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DueTimesTest {

    private static final Instant TWO = Instant.parse("2026-03-10T02:00:00Z");
    private static final Instant TOMORROW = TWO.plus(Duration.ofDays(1));

    @Test
    void aTimeThatComesStandsAndSoDoesOneThatIsDue() {
        assertThat(broughtBack("daily", TOMORROW, TWO.plusSeconds(1))).isEmpty();
        assertThat(broughtBack("daily", TWO, TWO.minusSeconds(1))).isEmpty();
        assertThat(broughtBack("daily", TWO, TWO.plus(Duration.ofDays(3)))).isEmpty();
    }

    @Test
    void comesOnceMoreWhenTheClockWentBackBehindIt() {
        assertThat(broughtBack("daily", TOMORROW, TWO.minus(Duration.ofHours(2))))
                .contains(TWO);
    }

    @Test
    void doesNotWaitUntilTheOldTimeReturns() {
        Instant now = TWO.minus(Duration.ofDays(40)).plusSeconds(60);

        assertThat(broughtBack("daily", TOMORROW, now)).contains(TWO.minus(Duration.ofDays(39)));
        assertThat(broughtBack("*/2 * * * *", TOMORROW, now)).contains(now.plusSeconds(60));
    }

    @Test
    void aClockThatIsALittleBehindAnotherInstancesBringsNothingBack() {
        assertThat(broughtBack("daily", TOMORROW, TWO.minusSeconds(240))).isEmpty();
        assertThat(broughtBack("* * * * *", TWO.plusSeconds(60), TWO.minusSeconds(1)))
                .isEmpty();
    }

    private static Optional<Instant> broughtBack(String cron, Instant noted, Instant now) {
        Schedule schedule = Schedule.of(cron, "UTC", Duration.ZERO);
        return DueTimes.broughtBack(noted, now, from -> schedule.nextAfter(from, "shop"));
    }
}
