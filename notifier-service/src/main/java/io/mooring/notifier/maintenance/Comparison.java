package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Severity;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a window left behind, by alert key.
 *
 * @param newFailures open now and not when it began: the notifier tells these one by one
 * @param stillFailing open when it began and now: told before, and not told again
 * @param recovered open when it began and over now
 */
record Comparison(List<Line> newFailures, List<Line> stillFailing, List<Line> recovered) {

    /** Longer lists are cut: rows and messages are bounded. */
    static final int MOST = 1_000;

    /** One alert in short. */
    record Line(String key, Severity severity, String title) {

        static Line of(Alert alert) {
            return new Line(alert.key(), alert.severity(), alert.words().title());
        }
    }

    static Comparison of(List<Line> before, List<Line> now) {
        Map<String, Line> was = byKey(before);
        Map<String, Line> is = byKey(now);
        return new Comparison(without(is, was), within(is, was), without(was, is));
    }

    private static Map<String, Line> byKey(List<Line> lines) {
        return lines.stream().collect(Collectors.toMap(Line::key, line -> line, (one, other) -> one, TreeMap::new));
    }

    private static List<Line> without(Map<String, Line> these, Map<String, Line> those) {
        return these.values().stream()
                .filter(line -> !those.containsKey(line.key()))
                .limit(MOST)
                .toList();
    }

    private static List<Line> within(Map<String, Line> these, Map<String, Line> those) {
        return these.values().stream()
                .filter(line -> those.containsKey(line.key()))
                .limit(MOST)
                .toList();
    }
}
