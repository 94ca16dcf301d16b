package io.mooring.notifier.listen;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * What rules can call as {@code #name(…)}. Each gives null for null, so that {@code ?:} can say what to tell instead.
 * */
final class RuleFunctions {

    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private RuleFunctions() {}

    /** To the second. */
    static @Nullable String time(@Nullable Instant time) {
        return time == null ? null : SECONDS.format(time);
    }

    /** To the minute. */
    static @Nullable String minute(@Nullable Instant time) {
        return time == null ? null : MINUTES.format(time);
    }

    /** Sizes in the binary units of IEC 80000-13, as the console shows them. */
    static @Nullable String bytes(@Nullable Long bytes) {
        if (bytes == null || bytes < 1024) {
            return bytes == null ? null : bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        // 1023.95 would be printed as 1024.0: it belongs to the next unit.
        while (value >= 1023.95 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
    }

    /** Of milliseconds: "45 s", "12 min", "3 h 20 min", "4 days". */
    static @Nullable String duration(@Nullable Long milliseconds) {
        return milliseconds == null ? null : words(Duration.ofMillis(milliseconds));
    }

    static @Nullable String between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null ? null : words(Duration.between(from, to));
    }

    private static String words(Duration duration) {
        if (duration.toSeconds() < 100) {
            return Math.max(0, duration.toSeconds()) + " s";
        }
        if (duration.toMinutes() < 100) {
            return duration.toMinutes() + " min";
        }
        if (duration.toHours() >= 72) {
            return duration.toDays() + " days";
        }
        return duration.toHours() + " h"
                + (duration.toMinutesPart() == 0 ? "" : " " + duration.toMinutesPart() + " min");
    }

    /** With thousands apart; fractions with at most two places. */
    static @Nullable String number(@Nullable Number number) {
        if (number == null) {
            return null;
        }
        double value = number.doubleValue();
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%,.2f", value);
    }

    /** Of a share between 0 and 1. */
    static @Nullable String percent(@Nullable Double share) {
        return share == null
                ? null
                : String.format(Locale.ROOT, "%.4g", share * 100).replaceAll("\\.?0+$", "") + " %";
    }

    /** A symbol in small letters with blanks: {@code DATABASE_CORRUPTION} is "database corruption". */
    static @Nullable String words(@Nullable String symbol) {
        return symbol == null ? null : symbol.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    /** What is not empty, one below the other. */
    static String lines(@Nullable List<?> parts) {
        return join(parts, "\n");
    }

    /** What is not empty, one after the other. */
    static String join(@Nullable List<?> parts, String between) {
        return texts(parts).collect(Collectors.joining(between));
    }

    /** Each in quotation marks, joined by "and". */
    static String quoted(@Nullable List<?> parts) {
        return texts(parts).map(text -> "“" + text + "”").collect(Collectors.joining(" and "));
    }

    static List<?> first(@Nullable List<?> parts, int most) {
        return parts == null ? List.of() : parts.subList(0, Math.min(Math.max(0, most), parts.size()));
    }

    static int count(@Nullable List<?> parts) {
        return parts == null ? 0 : parts.size();
    }

    /** A failure's message, and what to do about it. */
    static @Nullable String failure(@Nullable Object failure) {
        if (!(failure instanceof IndexedRecord record)) {
            return null;
        }
        String remedy = text(record, "remedy");
        String message = text(record, "message");
        return remedy.isEmpty() ? message : message + "\nWhat to do: " + remedy;
    }

    /** A page of the console; what follows the last slash alone where no console is known. */
    static @Nullable String link(String console, @Nullable String path) {
        if (path == null || !console.isEmpty()) {
            return path == null ? null : console + path;
        }
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static String text(IndexedRecord record, String name) {
        var field = record.getSchema().getField(name);
        Object value = field == null ? null : record.get(field.pos());
        return value == null ? "" : value.toString().strip();
    }

    private static Stream<String> texts(@Nullable List<?> parts) {
        return (parts == null ? List.of() : parts)
                .stream()
                        .filter(Objects::nonNull)
                        .map(part -> part.toString().strip())
                        .filter(text -> !text.isEmpty());
    }
}
