package io.mooring.notifier.mute;

import io.mooring.notifier.clock.DurationWords;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * When a silence that comes back mutes. A start that the change to summer time leaves out is later by the hour that is missing;
 * each time lasts as long, whatever the clocks on the wall do meanwhile.
 *
 * @param days on which it begins; all seven for daily
 * @param lasts a minute to six days
 */
record Repeats(LocalTime at, Duration lasts, Set<DayOfWeek> days, ZoneId zone) {

    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(6);

    Repeats {
        if (lasts.compareTo(SHORTEST) < 0 || lasts.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("lasts from a minute to six days");
        }
        if (days.isEmpty()) {
            throw new IllegalArgumentException("a silence that comes back names a day");
        }
        days = Set.copyOf(days);
    }

    /** One time that it mutes. */
    record Time(Instant from, Instant to) {

        boolean holds(Instant now) {
            return !now.isBefore(from) && now.isBefore(to);
        }
    }

    /** Those that could touch the moment, and at least the next one, in order. */
    Stream<Time> around(Instant now) {
        LocalDate first = now.minus(lasts).atZone(zone).toLocalDate().minusDays(1);
        return Stream.iterate(first, date -> date.plusDays(1))
                .limit(lasts.toDays() + 11)
                .filter(date -> days.contains(date.getDayOfWeek()))
                .map(date -> date.atTime(at).atZone(zone).toInstant())
                .map(from -> new Time(from, from.plus(lasts)));
    }

    /** In the week's order. */
    List<DayOfWeek> sortedDays() {
        return List.copyOf(EnumSet.copyOf(days));
    }

    /** Such as {@code monday, friday 02:00 (Europe/Zurich) for 2 hours}. */
    String inWords() {
        String when = days.size() == DayOfWeek.values().length
                ? "every day"
                : sortedDays().stream()
                        .map(day -> day.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return when + " " + at + " (" + zone.getId() + ") for " + DurationWords.exactly(lasts);
    }
}
