package io.mooring.notifier.mute;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.match.Matchers;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SilenceTest {

    /** A Monday. */
    private static final Instant START = Instant.parse("2026-03-02T00:00:00Z");

    private static final Instant END = Instant.parse("2026-04-13T00:00:00Z");
    private static final ZoneId ZURICH = ZoneId.of("Europe/Zurich");

    private static Silence silence(@Nullable Repeats repeats) {
        return new Silence(
                UUID.randomUUID(),
                Matchers.parse(List.of("team=shop")),
                "why",
                "ann",
                START,
                START,
                END,
                repeats,
                0,
                null);
    }

    private static Repeats mondays(String at, Duration lasts) {
        return new Repeats(LocalTime.parse(at), lasts, Set.of(DayOfWeek.MONDAY), ZURICH);
    }

    @Test
    void mutesFromStartToEndAndNotAtTheEnd() {
        Silence silence = silence(null);
        assertThat(silence.mutes(START.minusNanos(1))).isFalse();
        assertThat(silence.state(START.minusNanos(1))).isEqualTo(SilenceState.PENDING);
        assertThat(silence.mutes(START)).isTrue();
        assertThat(silence.mutes(END)).isFalse();
        assertThat(silence.state(END)).isEqualTo(SilenceState.EXPIRED);
        assertThat(silence.nextChange(END)).isNull();
    }

    @Test
    void isOverWhenAPersonEndsIt() {
        Silence silence = silence(null).endedBy("bob", START);
        assertThat(silence.mutes(START)).isFalse();
        assertThat(silence.state(START)).isEqualTo(SilenceState.EXPIRED);
    }

    @Test
    void oneThatComesBackMutesAtItsTimesOnly() {
        Silence silence = silence(mondays("02:00", Duration.ofHours(2)));
        assertThat(silence.mutes(Instant.parse("2026-03-09T00:59:59Z"))).isFalse();
        assertThat(silence.mutes(Instant.parse("2026-03-09T01:00:00Z"))).isTrue();
        assertThat(silence.mutesUntil(Instant.parse("2026-03-09T01:00:00Z")))
                .isEqualTo(Instant.parse("2026-03-09T03:00:00Z"));
        assertThat(silence.mutes(Instant.parse("2026-03-09T03:00:00Z"))).isFalse();
        assertThat(silence.mutes(Instant.parse("2026-03-10T01:30:00Z"))).isFalse();
    }

    @Test
    void keepsToTheClockOnTheWallWhenSummerTimeBegins() {
        Silence silence = silence(mondays("02:00", Duration.ofHours(2)));
        // Summer time in Zurich began on 29 March: 02:00 is midnight UTC from then on.
        assertThat(silence.mutes(Instant.parse("2026-03-30T00:00:00Z"))).isTrue();
        assertThat(silence.mutes(Instant.parse("2026-03-30T02:00:00Z"))).isFalse();
    }

    @Test
    void aStartThatTheClockLeavesOutIsAnHourLater() {
        Repeats sundays =
                new Repeats(LocalTime.parse("02:30"), Duration.ofMinutes(30), Set.of(DayOfWeek.SUNDAY), ZURICH);
        assertThat(silence(sundays).mutes(Instant.parse("2026-03-29T01:30:00Z")))
                .isTrue();
    }

    @Test
    void aLongTimeReachesOverDaysButNotOverTheEnd() {
        Silence silence = silence(mondays("00:00", Duration.ofDays(6)));
        assertThat(silence.mutes(Instant.parse("2026-03-07T22:00:00Z"))).isTrue();
        assertThat(silence.mutes(Instant.parse("2026-03-08T12:00:00Z"))).isFalse();
        Silence last = silence(
                new Repeats(LocalTime.parse("12:00"), Duration.ofDays(1), Set.of(DayOfWeek.SUNDAY), ZoneId.of("UTC")));
        assertThat(last.mutesUntil(END.minusSeconds(1))).isEqualTo(END);
    }

    @Property(tries = 300)
    void betweenTwoChangesNothingChanges(
            @ForAll @IntRange(max = 60_000) int minute, @ForAll @IntRange(min = 1, max = 8_640) int lasts) {
        Silence silence = silence(new Repeats(
                LocalTime.parse("22:15"),
                Duration.ofMinutes(lasts),
                Set.of(DayOfWeek.MONDAY, DayOfWeek.THURSDAY),
                ZURICH));
        Instant now = START.plus(Duration.ofMinutes(minute));
        Instant next = silence.nextChange(now);
        if (next == null) {
            assertThat(silence.state(now)).isEqualTo(SilenceState.EXPIRED);
            return;
        }
        assertThat(next).isAfter(now);
        for (Instant between = now; between.isBefore(next); between = between.plus(Duration.ofMinutes(37))) {
            assertThat(silence.mutes(between)).isEqualTo(silence.mutes(now));
        }
    }
}
