package io.mooring.notifier.alert;

import io.mooring.notifier.alert.Report.Says;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reports of one key that all say the same. When its open alert says so too, nobody is to be told anything new, and the
 * alert only counts them: what a storm of known faults consists of.
 *
 * @param words as last heard
 * @param endsAt when the alert ends by itself unless heard of again; null when only a report ends it
 */
record Repeat(
        String key,
        Severity severity,
        Words words,
        Map<String, String> labels,
        long reports,
        @Nullable Instant endsAt) {

    /** Those of the keys in this batch of which every report says the same. */
    static List<Repeat> in(List<Report> batch, Instant now) {
        Map<String, List<Report>> byKey = new LinkedHashMap<>();
        batch.stream().filter(report -> report.says() != Says.NEWS).forEach(report -> byKey.computeIfAbsent(
                        report.key(), key -> new ArrayList<>())
                .add(report));
        return byKey.values().stream()
                .filter(Repeat::saysTheSame)
                .map(reports -> of(reports, now))
                .toList();
    }

    private static boolean saysTheSame(List<Report> reports) {
        Report first = reports.getFirst();
        return reports.stream()
                .allMatch(report -> report.says() == Says.FIRING
                        && report.severity() == first.severity()
                        && report.words().title().equals(first.words().title())
                        && report.labels().equals(first.labels()));
    }

    private static Repeat of(List<Report> reports, Instant now) {
        Report last = reports.getLast();
        Instant endsAt = last.endsWhenQuietFor() == null ? null : now.plus(last.endsWhenQuietFor());
        return new Repeat(last.key(), last.severity(), last.words(), last.labels(), reports.size(), endsAt);
    }
}
