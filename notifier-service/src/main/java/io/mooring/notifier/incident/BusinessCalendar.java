package io.mooring.notifier.incident;

import io.mooring.notifier.oncall.Hours;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;

/** When a team that does not work at night works. */
record BusinessCalendar(Hours hours, Set<LocalDate> holidays) {

    /** A year of holidays is a mistake in the settings; nobody is left waiting for ever. */
    private static final int MOST_DAYS = 370;

    BusinessCalendar {
        holidays = Set.copyOf(holidays);
    }

    /** Now, when it is open; else when it opens next. */
    Instant opensAtOrAfter(Instant now) {
        Instant at = now;
        for (int span = 0; span < 2 * MOST_DAYS; span++) {
            Hours.Span here = hours.at(at);
            if (here.open() && !holidays.contains(date(at))) {
                return at;
            }
            at = here.until();
        }
        return now;
    }

    /** The end of the first business day that begins after today. */
    Instant endOfNextDay(Instant now) {
        LocalDate today = date(now);
        for (int days = 1; days < MOST_DAYS; days++) {
            LocalDate date = today.plusDays(days);
            if (hours.days().contains(date.getDayOfWeek()) && !holidays.contains(date)) {
                return hours.closes(date);
            }
        }
        return hours.closes(today.plusDays(1));
    }

    private LocalDate date(Instant at) {
        return at.atZone(hours.zone()).toLocalDate();
    }
}
