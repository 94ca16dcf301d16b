package io.mooring.notifier.tell;

import jakarta.validation.constraints.NotNull;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When a route takes alerts. {@code until} before {@code from} reaches into the next day, which counts as the day it began on.
 *
 * @param days empty for every day
 * @param zone such as {@code Europe/Berlin}
 */
public record HoursSettings(
        @DefaultValue Set<DayOfWeek> days,
        @NotNull @DefaultValue("00:00") String from,
        @NotNull @DefaultValue("00:00") String until,
        @NotNull @DefaultValue("UTC") ZoneId zone) {

    public HoursSettings {
        days = Set.copyOf(days);
        time(from);
        time(until);
    }

    boolean hold(Instant now) {
        ZonedDateTime there = now.atZone(zone);
        LocalTime time = there.toLocalTime();
        LocalTime begin = time(from);
        LocalTime end = time(until);
        if (begin.isBefore(end)) {
            return on(there) && !time.isBefore(begin) && time.isBefore(end);
        }
        return on(there) && !time.isBefore(begin) || on(there.minusDays(1)) && time.isBefore(end);
    }

    /** When they next begin. */
    Instant opens(Instant now) {
        LocalDate today = now.atZone(zone).toLocalDate();
        return IntStream.rangeClosed(0, DayOfWeek.values().length)
                .mapToObj(today::plusDays)
                .map(day -> day.atTime(time(from)).atZone(zone))
                .filter(this::on)
                .map(ZonedDateTime::toInstant)
                .filter(begin -> begin.isAfter(now))
                .findFirst()
                .orElseThrow();
    }

    private boolean on(ZonedDateTime day) {
        return days.isEmpty() || days.contains(day.getDayOfWeek());
    }

    /** YAML reads an unquoted 17:00 as the number 1020: minutes since midnight. */
    private static LocalTime time(String text) {
        try {
            return text.matches("\\d{1,4}")
                    ? LocalTime.MIDNIGHT.plusMinutes(Long.parseLong(text) % 1440)
                    : LocalTime.parse(text.length() == 4 ? "0" + text : text);
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException("a time of day is such as 08:30, not '" + text + "'");
        }
    }

    String words() {
        String on = days.isEmpty()
                ? "every day"
                : days.stream()
                        .sorted()
                        .map(day -> day.name().substring(0, 1)
                                + day.name().substring(1, 3).toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(", "));
        return on + " " + time(from) + "–" + time(until) + " " + zone;
    }
}
