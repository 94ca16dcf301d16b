package io.mooring.backup.fresh;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.plan.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ExpectedTest {

    private static final Instant LONG_AGO = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2026-03-10T02:07:00Z");

    @Test
    void isOverdueOnceTheGraceIsOver() {
        assertThat(daily(LAST).overdueSince(LONG_AGO, Instant.parse("2026-03-11T02:59:59Z")))
                .isEmpty();
        assertThat(daily(LAST).overdueSince(LONG_AGO, Instant.parse("2026-03-11T03:00:00Z")))
                .contains(Instant.parse("2026-03-11T02:00:00Z"));
    }

    @Test
    void staysOverdueSinceTheFirstTimeThatPassed() {
        assertThat(daily(LAST).overdueSince(LONG_AGO, Instant.parse("2026-03-20T12:00:00Z")))
                .contains(Instant.parse("2026-03-11T02:00:00Z"));
    }

    @Test
    void isNotOverdueWhenItHappenedLateButHappened() {
        Instant late = Instant.parse("2026-03-11T09:00:00Z");
        assertThat(daily(late).overdueSince(LONG_AGO, Instant.parse("2026-03-12T02:30:00Z")))
                .isEmpty();
    }

    @Test
    void doesNotReproachTimesBeforeAnybodyWatched() {
        Instant watched = Instant.parse("2026-03-15T12:00:00Z");
        assertThat(daily(null).overdueSince(watched, Instant.parse("2026-03-15T13:00:00Z")))
                .isEmpty();
        assertThat(daily(null).overdueSince(watched, Instant.parse("2026-03-16T03:00:00Z")))
                .contains(Instant.parse("2026-03-16T02:00:00Z"));
    }

    @Test
    void isNeverOverdueWhenItIsNeverWanted() {
        Expected never =
                new Expected("shop", "Shop", Expected.Kind.BACKUP, null, Duration.ofHours(1), from -> Optional.empty());
        assertThat(never.overdueSince(LONG_AGO, LAST)).isEmpty();
    }

    private static Expected daily(@Nullable Instant last) {
        Schedule schedule = Schedule.of("daily", "UTC", Duration.ZERO);
        return new Expected(
                "shop",
                "Shop",
                Expected.Kind.BACKUP,
                last,
                Duration.ofHours(1),
                from -> schedule.nextAfter(from, "shop"));
    }
}
