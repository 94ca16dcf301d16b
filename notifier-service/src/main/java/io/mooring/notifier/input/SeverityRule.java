package io.mooring.notifier.input;

import io.mooring.notifier.alert.Severity;
import jakarta.validation.constraints.NotBlank;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How a source's own word for how bad it is becomes a severity.
 *
 * @param label the label that holds the word
 * @param values what the words mean, in lower case; those that are not here keep their usual meaning
 */
public record SeverityRule(
        @NotBlank @DefaultValue("severity") String label, Map<String, Severity> values) {

    private static final Map<String, Severity> USUAL = Map.ofEntries(
            Map.entry("none", Severity.INFO),
            Map.entry("info", Severity.INFO),
            Map.entry("information", Severity.INFO),
            Map.entry("notice", Severity.INFO),
            Map.entry("warning", Severity.WARNING),
            Map.entry("warn", Severity.WARNING),
            Map.entry("error", Severity.CRITICAL),
            Map.entry("critical", Severity.CRITICAL),
            Map.entry("page", Severity.EMERGENCY),
            Map.entry("emergency", Severity.EMERGENCY),
            Map.entry("disaster", Severity.EMERGENCY));

    /** PagerDuty has four and calls the gravest one critical. */
    private static final Map<String, Severity> PAGERDUTY = Map.of("critical", Severity.EMERGENCY);

    public SeverityRule {
        values = values == null ? Map.of() : Map.copyOf(values);
    }

    /** @param remark in words, when the word was not known; empty otherwise */
    record Graded(Severity severity, String remark) {}

    Graded grade(InputKind kind, @Nullable String said) {
        if (said == null || said.isBlank()) {
            return new Graded(Severity.WARNING, "It came without a severity and counts as WARNING.");
        }
        String word = said.strip().toLowerCase(Locale.ROOT);
        Severity usual = kind == InputKind.PAGERDUTY ? PAGERDUTY.getOrDefault(word, USUAL.get(word)) : USUAL.get(word);
        Severity known = values.getOrDefault(word, usual);
        return known == null
                ? new Graded(
                        Severity.WARNING,
                        "Its severity '" + Plain.cut(said, 60) + "' is not known here and counts as WARNING.")
                : new Graded(known, "");
    }
}
