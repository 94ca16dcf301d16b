package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Report;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One rule as it is written: templates with {@code #{expressions}} in Spring's Expression Language, and conditions that are
 * an expression each.
 *
 * @param name unique; a rule of the settings' file replaces the built-in one of the same name
 * @param event the event's short name, such as {@code BackupFailed}
 * @param condition when it applies; empty for always
 * @param each a list in the event: the rule applies to each of its items, {@code each} in the templates; empty for once
 * @param severity a template whose words are one of the severities
 * @param at which time is told; empty for the event's own
 * @param endsWhenQuietFor as in {@link Report}
 * @param origin where it is written
 */
record AlertRule(
        String name,
        String event,
        String condition,
        String each,
        Report.Says says,
        String severity,
        String key,
        String title,
        String text,
        List<Line> facts,
        Map<String, String> labels,
        String at,
        @Nullable Duration endsWhenQuietFor,
        String origin) {

    AlertRule {
        facts = List.copyOf(facts);
        labels = Map.copyOf(labels);
    }

    /** A fact's name and the template of its value; told only when the value is not empty. */
    record Line(String name, String value) {}
}
