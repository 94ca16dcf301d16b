package io.mooring.notifier.tell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HoursSettingsTest {

    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    @Test
    void workingHoursHoldInTheirOwnZone() {
        HoursSettings working = new HoursSettings(Set.of(DayOfWeek.MONDAY), "08:00", "17:00", BERLIN);
        assertThat(working.hold(Instant.parse("2026-03-02T07:00:00Z"))).isTrue();
        assertThat(working.hold(Instant.parse("2026-03-02T06:59:59Z"))).isFalse();
        assertThat(working.hold(Instant.parse("2026-03-02T16:00:00Z"))).isFalse();
        assertThat(working.hold(Instant.parse("2026-03-03T08:00:00Z"))).isFalse();
    }

    @Test
    void aNightBelongsToTheDayItBeganOn() {
        HoursSettings night = new HoursSettings(Set.of(DayOfWeek.FRIDAY), "22:00", "06:00", ZoneId.of("UTC"));
        assertThat(night.hold(Instant.parse("2026-03-06T23:00:00Z"))).isTrue();
        assertThat(night.hold(Instant.parse("2026-03-07T05:59:00Z"))).isTrue();
        assertThat(night.hold(Instant.parse("2026-03-07T06:00:00Z"))).isFalse();
        assertThat(night.hold(Instant.parse("2026-03-06T05:00:00Z"))).isFalse();
    }

    @Test
    void theyBeginOnTheNextOfTheirDays() {
        HoursSettings working = new HoursSettings(Set.of(DayOfWeek.MONDAY, DayOfWeek.FRIDAY), "08:00", "17:00", BERLIN);
        assertThat(working.opens(Instant.parse("2026-03-02T06:59:59Z"))).isEqualTo("2026-03-02T07:00:00Z");
        assertThat(working.opens(Instant.parse("2026-03-02T07:00:00Z"))).isEqualTo("2026-03-06T07:00:00Z");
        assertThat(working.opens(Instant.parse("2026-03-27T17:00:00Z")))
                .as("in summer time")
                .isEqualTo("2026-03-30T06:00:00Z");
        HoursSettings mondays = new HoursSettings(Set.of(DayOfWeek.MONDAY), "08:00", "17:00", BERLIN);
        assertThat(mondays.opens(Instant.parse("2026-03-02T20:00:00Z"))).isEqualTo("2026-03-09T07:00:00Z");
    }

    @Test
    void theSameTimeTwiceIsTheWholeDay() {
        HoursSettings all = new HoursSettings(Set.of(), "00:00", "00:00", BERLIN);
        assertThat(all.hold(Instant.parse("2026-03-07T03:00:00Z"))).isTrue();
        assertThat(all.words()).isEqualTo("every day 00:00–00:00 Europe/Berlin");
    }

    @Test
    void aTimeThatYamlReadAsANumberIsThatTime() {
        HoursSettings hours = new HoursSettings(Set.of(), "480", "1020", ZoneId.of("UTC"));
        assertThat(hours.words()).isEqualTo("every day 08:00–17:00 UTC");
    }

    @Test
    void aTimeThatIsNoneIsToldInWords() {
        assertThatThrownBy(() -> new HoursSettings(Set.of(), "8 o'clock", "17:00", BERLIN))
                .hasMessageContaining("such as 08:30");
    }
}
