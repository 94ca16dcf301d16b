package io.mooring.notifier.oncall;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.List;

/**
 * People who take turns. Turn 0 begins on the starting date, whatever its weekday; every later one on the hand-over's day.
 *
 * @param handOver by the wall's clock in {@code zone}
 * @param weekday of the hand-over; of no meaning when turns are of a day
 * @param starting before this date's hand-over it is nobody's turn
 * @param people ids, in their order; never empty
 */
record Rotation(
        ZoneId zone, Turn turn, LocalTime handOver, DayOfWeek weekday, LocalDate starting, List<String> people) {

    Rotation {
        people = List.copyOf(people);
        if (people.isEmpty()) {
            throw new IllegalArgumentException("A rotation has at least one person");
        }
    }

    Slot at(Instant now) {
        long number = numberAt(now);
        if (number < 0) {
            return Slot.nobody(begins(0));
        }
        String person = people.get((int) (number % people.size()));
        return new Slot(person, Because.ROTATION, begins(number + 1));
    }

    /** The last turn that has begun; -1 when none has. */
    private long numberAt(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        // The date alone may be one turn short: a turn that begins today may have begun, and day 0 may be before the
        // anchor's weekday.
        long number = Math.floorDiv(ChronoUnit.DAYS.between(anchor(), today), (long) turn.days()) + 1;
        while (number >= 0 && begins(number).isAfter(now)) {
            number--;
        }
        return Math.max(number, -1);
    }

    private Instant begins(long number) {
        LocalDate date = number == 0 ? starting : anchor().plusDays(number * turn.days());
        return WallClock.shows(date, handOver, zone);
    }

    private LocalDate anchor() {
        return switch (turn) {
            case DAILY -> starting;
            case WEEKLY -> starting.with(TemporalAdjusters.previousOrSame(weekday));
        };
    }
}
