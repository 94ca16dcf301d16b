package io.mooring.notifier.mute;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Coming back, as the API shows and takes it.
 *
 * @param at time of day such as {@code 02:00}
 * @param lasts ISO-8601
 * @param days in lower case; none for every day
 * @param zone such as {@code Europe/Zurich}; UTC when it is not there
 */
record RepetitionView(
        @Nullable LocalTime at,
        @Nullable Duration lasts,
        @Nullable List<@Nullable String> days,
        @Nullable String zone) {

    static @Nullable RepetitionView of(@Nullable Repeats repeats) {
        return repeats == null
                ? null
                : new RepetitionView(
                        repeats.at(),
                        repeats.lasts(),
                        repeats.sortedDays().stream()
                                .map(day -> day.name().toLowerCase(Locale.ROOT))
                                .toList(),
                        repeats.zone().getId());
    }

    /** @throws RuntimeException in words, when it cannot be */
    Repeats repeats() {
        if (at == null || lasts == null) {
            throw new IllegalArgumentException("needs at, such as 02:00, and lasts, such as PT2H");
        }
        return new Repeats(at, lasts, dayNames(), zoneNamed(zone == null ? "UTC" : zone));
    }

    private static ZoneId zoneNamed(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("names a zone such as Europe/Zurich, not '" + name + "'", unknown);
        }
    }

    private Set<DayOfWeek> dayNames() {
        return days == null || days.isEmpty()
                ? Set.of(DayOfWeek.values())
                : days.stream().map(RepetitionView::day).collect(Collectors.toSet());
    }

    private static DayOfWeek day(@Nullable String name) {
        try {
            return DayOfWeek.valueOf(String.valueOf(name).toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException("names days such as monday", unknown);
        }
    }
}
