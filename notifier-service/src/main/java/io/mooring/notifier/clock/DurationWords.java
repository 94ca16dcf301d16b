package io.mooring.notifier.clock;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How people say how long something lasts. */
public final class DurationWords {

    private DurationWords() {}

    /** As one says how long ago it was: {@code 15 min}, {@code 1 h 30 min}, {@code 3 days}. */
    public static String of(Duration time) {
        long minutes = Math.max(1, time.toMinutes());
        if (minutes < 60) {
            return minutes + " min";
        }
        long hours = minutes / 60;
        if (hours >= 48) {
            return hours / 24 + " days";
        }
        return hours + " h" + (minutes % 60 == 0 ? "" : " " + minutes % 60 + " min");
    }

    /** As one agrees on it, to the second: {@code 1 hour}, {@code 2 days 30 minutes}. */
    public static String exactly(Duration time) {
        List<String> parts = new ArrayList<>();
        add(parts, time.toDays(), "day");
        add(parts, time.toHoursPart(), "hour");
        add(parts, time.toMinutesPart(), "minute");
        add(parts, time.toSecondsPart(), "second");
        return parts.isEmpty() ? "less than a second" : String.join(" ", parts);
    }

    private static void add(List<String> parts, long many, String unit) {
        if (many > 0) {
            parts.add(many + " " + unit + (many == 1 ? "" : "s"));
        }
    }
}
