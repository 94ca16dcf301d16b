package io.mooring.notifier.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Set;

/**
 * Hours of some days of the week, such as business hours.
 *
 * @param days on which they begin; never empty
 * @param from the first moment
 * @param to the first moment after; at or before {@code from}: on the next day
 */
public record Hours(ZoneId zone, Set<DayOfWeek> days, LocalTime from, LocalTime to) {

    private static final int A_WEEK_AND_A_DAY = 8;

    public Hours {
        days = Set.copyOf(days);
        if (days.isEmpty()) {
            throw new IllegalArgumentException("Hours are on at least one day of the week");
        }
    }

    /**
     * Inside or outside, and until when.
     *
     * @param until after the moment asked for
     */
    public record Span(boolean open, Instant until) {}

    public Span at(Instant now) {
        LocalDate yesterday = now.atZone(zone).toLocalDate().minusDays(1);
        for (int day = 0; day <= A_WEEK_AND_A_DAY + 1; day++) {
            LocalDate date = yesterday.plusDays(day);
            if (!days.contains(date.getDayOfWeek())) {
                continue;
            }
            Instant opens = WallClock.shows(date, from, zone);
            if (opens.isAfter(now)) {
                return new Span(false, opens);
            }
            if (closes(date).isAfter(now)) {
                return new Span(true, closes(date));
            }
        }
        throw new IllegalStateException("Every day of the week comes within a week");
    }

    /** The end of the hours that begin on this date. */
    public Instant closes(LocalDate date) {
        return WallClock.shows(to.isAfter(from) ? date : date.plusDays(1), to, zone);
    }
}
