package io.mooring.backup.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource({
        "hourly,       UTC,           2026-03-01T10:15:00Z, 2026-03-01T11:00:00Z",
        "daily,        UTC,           2026-03-01T10:15:00Z, 2026-03-02T02:00:00Z",
        "weekly,       UTC,           2026-03-02T10:15:00Z, 2026-03-08T02:00:00Z",
        "daily,        Europe/Berlin, 2026-01-10T10:00:00Z, 2026-01-11T01:00:00Z",
        "daily,        Europe/Berlin, 2026-07-10T10:00:00Z, 2026-07-11T00:00:00Z",
        "*/15 * * * *, UTC,           2026-03-01T10:15:00Z, 2026-03-01T10:30:00Z",
        // 29 March 2026: the hour from 02:00 to 03:00 does not exist in Berlin; the run comes at 03:30.
        "30 2 * * *,   Europe/Berlin, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
        // 25 October 2026: 02:30 comes twice; the run comes once, then on the next day.
        "30 2 * * *,   Europe/Berlin, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z",
    })
    void isNextDueAt(String cron, String zone, Instant after, Instant due) {
        assertThat(Schedule.of(cron, zone, Duration.ZERO).nextAfter(after, "shop"))
                .contains(due);
    }

    @Test
    void comesOnceInTheHourThatComesTwice() {
        Schedule schedule = Schedule.of("30 2 * * *", "Europe/Berlin", Duration.ZERO);

        assertThat(schedule.nextAfter(Instant.parse("2026-10-25T00:30:00Z"), "shop"))
                .contains(Instant.parse("2026-10-26T01:30:00Z"));
    }

    @Test
    void comesEveryHourOfTheDaysThatHave23And25() {
        Schedule schedule = Schedule.of("hourly", "Europe/Berlin", Duration.ZERO);
        for (String day : List.of("2026-03-28T23:00:00Z", "2026-10-24T22:00:00Z")) {
            Instant at = Instant.parse(day);
            for (int hour = 0; hour < 26; hour++) {
                Instant next = schedule.nextAfter(at, "shop").orElseThrow();
                assertThat(next).isEqualTo(at.plus(Duration.ofHours(1)));
                at = next;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sometimes", "", "60 * * * *", "* * * *", "0 0 0 0 0 0 0"})
    void refusesWhatIsNoExpressionInWords(String cron) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of(cron, "UTC", Duration.ZERO))
                .withMessageContaining("is no cron expression of five fields, hourly, daily or weekly");
    }

    @Test
    void refusesWhatIsNoZone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Schedule.of("daily", "Mars/Olympus", Duration.ZERO))
                .withMessageContaining("'Mars/Olympus' is no time zone");
    }

    @Test
    void neverComesForADayThatNeverIs() {
        assertThat(Schedule.of("0 2 30 2 *", "UTC", Duration.ZERO).nextAfter(Instant.EPOCH, "shop"))
                .isEmpty();
    }

    /** With jitter a due time is later than its base by at most the jitter, and none is left out or comes twice. */
    @Property(tries = 200)
    void jitterDelaysEachTimeOnce(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll @IntRange(min = 0, max = 40 * 60) int jitter) {
        Schedule plain = Schedule.of("hourly", "UTC", Duration.ZERO);
        Schedule delayed = Schedule.of("hourly", "UTC", Duration.ofSeconds(jitter));
        Instant base = plain.nextAfter(Instant.ofEpochSecond(second), "shop").orElseThrow();

        Instant due = delayed.nextAfter(base.minusMillis(1), "shop").orElseThrow();
        // The time of the hour before may still be to come.
        if (due.isBefore(base)) {
            due = delayed.nextAfter(due, "shop").orElseThrow();
        }
        Instant following = delayed.nextAfter(due, "shop").orElseThrow();

        assertThat(Duration.between(base, due)).isBetween(Duration.ZERO, Duration.ofSeconds(jitter));
        assertThat(Duration.between(base.plus(Duration.ofHours(1)), following))
                .isBetween(Duration.ZERO, Duration.ofSeconds(jitter));
    }
}
