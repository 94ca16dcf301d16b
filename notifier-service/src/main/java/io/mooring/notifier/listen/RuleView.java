package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule as the API shows it, in the words of its file.
 *
 * @param origin {@code built-in}, or the operator's file
 */
record RuleView(
        String name,
        String event,
        @Nullable String when,
        @Nullable String each,
        String says,
        String severity,
        String key,
        String title,
        String text,
        List<Fact> facts,
        Map<String, String> labels,
        @Nullable String endsWhenQuietFor,
        String origin) {

    static RuleView of(ReadyRule ready) {
        AlertRule rule = ready.rule();
        return new RuleView(
                rule.name(),
                rule.event(),
                rule.condition().isBlank() ? null : rule.condition(),
                rule.each().isBlank() ? null : rule.each(),
                rule.says().name().toLowerCase(Locale.ROOT),
                rule.severity(),
                rule.key(),
                rule.title(),
                rule.text(),
                rule.facts().stream()
                        .map(line -> new Fact(line.name(), line.value()))
                        .toList(),
                new LinkedHashMap<>(rule.labels()),
                rule.endsWhenQuietFor() == null ? null : rule.endsWhenQuietFor().toString(),
                rule.origin());
    }
}
