package io.mooring.backup.retention;

import io.mooring.backup.plan.Retention;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Locale;

/** The periods of grandfather-father-son, in UTC; weeks are those of ISO 8601. */
enum Generation {
    HOURLY("hour", "uuuu-MM-dd HH:00") {
        @Override
        int wanted(Retention policy) {
            return policy.hourly();
        }

        @Override
        ZonedDateTime start(ZonedDateTime at) {
            return at.truncatedTo(ChronoUnit.HOURS);
        }
    },
    DAILY("day", "uuuu-MM-dd") {
        @Override
        int wanted(Retention policy) {
            return policy.daily();
        }

        @Override
        ZonedDateTime start(ZonedDateTime at) {
            return at.truncatedTo(ChronoUnit.DAYS);
        }
    },
    WEEKLY("week", "YYYY-'W'ww") {
        @Override
        int wanted(Retention policy) {
            return policy.weekly();
        }

        @Override
        ZonedDateTime start(ZonedDateTime at) {
            return at.truncatedTo(ChronoUnit.DAYS).minusDays(at.getDayOfWeek().getValue() - 1L);
        }

        @Override
        String name(ZonedDateTime at) {
            return "%d-W%02d".formatted(at.get(IsoFields.WEEK_BASED_YEAR), at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
        }
    },
    MONTHLY("month", "uuuu-MM") {
        @Override
        int wanted(Retention policy) {
            return policy.monthly();
        }

        @Override
        ZonedDateTime start(ZonedDateTime at) {
            return at.truncatedTo(ChronoUnit.DAYS).withDayOfMonth(1);
        }
    },
    YEARLY("year", "uuuu") {
        @Override
        int wanted(Retention policy) {
            return policy.yearly();
        }

        @Override
        ZonedDateTime start(ZonedDateTime at) {
            return at.truncatedTo(ChronoUnit.DAYS).withDayOfYear(1);
        }
    };

    private final String word;
    private final DateTimeFormatter format;

    Generation(String word, String pattern) {
        this.word = word;
        this.format = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
    }

    /** How many periods have a backup of theirs kept. */
    abstract int wanted(Retention policy);

    /** Of the period that holds this time. */
    abstract ZonedDateTime start(ZonedDateTime at);

    String name(ZonedDateTime at) {
        return format.format(at);
    }

    Instant period(Instant at) {
        return start(at.atZone(ZoneOffset.UTC)).toInstant();
    }

    /** Such as "It is the last of the day 2026-03-01 (of 7 days kept)." */
    String reason(Instant takenAt, int kept) {
        return "It is the last of the %s %s, of which %d are kept."
                .formatted(word, name(takenAt.atZone(ZoneOffset.UTC)), kept);
    }
}
