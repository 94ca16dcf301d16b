package io.mooring.notifier.tell;

import java.time.Duration;

/** How people say how long something lasts: {@code 15 min}, {@code 1 h 30 min}, {@code 3 days}. */
final class DurationWords {

    private DurationWords() {}

    static String of(Duration time) {
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
}
