package io.mooring.notifier.listen;

import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.listen.AlertRule.Line;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** One rule of a file, checked for everything that can be seen without knowing events. */
final class ReadRule {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");
    private static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_.-]{0,99}");
    private static final Duration LONGEST_QUIET = Duration.ofDays(400);
    private static final int LONGEST = 8_000;
    private static final Set<String> KNOWN = Set.of(
            "name",
            "event",
            "when",
            "each",
            "says",
            "severity",
            "key",
            "title",
            "text",
            "facts",
            "labels",
            "at",
            "ends-when-quiet-for",
            "enabled");

    private final Map<?, ?> fields;
    private final String origin;
    private final Faults faults;

    ReadRule(Map<?, ?> fields, String origin, Faults faults) {
        this.fields = fields;
        this.origin = origin;
        this.faults = faults;
    }

    @Nullable
    WrittenRule read() {
        fields.keySet().stream()
                .filter(key -> !KNOWN.contains(String.valueOf(key)))
                .forEach(key -> faults.add("'" + ReadRuleFile.shortened(key) + "' is nothing that a rule has"));
        String name = required("name");
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            faults.add("a name is of small letters, digits and hyphens");
        }
        if (Boolean.FALSE.equals(fields.get("enabled"))) {
            return name.isEmpty() ? null : new WrittenRule(name, null);
        }
        AlertRule rule = new AlertRule(
                name,
                required("event"),
                text("when"),
                text("each"),
                says(),
                orElse("severity", "info"),
                required("key"),
                required("title"),
                text("text"),
                facts(),
                labels(),
                text("at"),
                quiet(),
                origin);
        if (rule.says() == Report.Says.FIRING && text("severity").isEmpty()) {
            faults.add("severity is missing");
        }
        return name.isEmpty() ? null : new WrittenRule(name, rule);
    }

    private Report.Says says() {
        String said = required("says");
        try {
            return said.isEmpty() ? Report.Says.NEWS : Report.Says.valueOf(said.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException none) {
            faults.add("says is one of firing, resolved, news, not '" + said + "'");
            return Report.Says.NEWS;
        }
    }

    private @Nullable Duration quiet() {
        String said = text("ends-when-quiet-for");
        if (said.isEmpty()) {
            return null;
        }
        try {
            Duration quiet = Duration.parse(said);
            if (quiet.isPositive() && quiet.compareTo(LONGEST_QUIET) <= 0) {
                return quiet;
            }
        } catch (DateTimeParseException none) {
            // Told below, as a duration out of bounds is.
        }
        faults.add("ends-when-quiet-for is a duration such as PT5M or P1D, up to 400 days, not '" + said + "'");
        return null;
    }

    private List<Line> facts() {
        List<Line> lines = new ArrayList<>();
        map("facts").forEach((name, value) -> lines.add(new Line(name, value)));
        if (lines.size() > Words.FACTS) {
            faults.add("at most " + Words.FACTS + " facts are told, not " + lines.size());
        }
        return lines;
    }

    private Map<String, String> labels() {
        Map<String, String> labels = map("labels");
        if (labels.size() >= Report.LABELS) {
            faults.add("an alert has fewer than " + Report.LABELS + " labels, not " + labels.size());
        }
        labels.keySet().stream()
                .filter(label -> !LABEL.matcher(label).matches())
                .forEach(label -> faults.add("the label '" + label + "' is not of letters, digits, _ . -"));
        return labels;
    }

    private Map<String, String> map(String part) {
        Map<String, String> read = new LinkedHashMap<>();
        Object value = fields.get(part);
        if (value instanceof Map<?, ?> entries) {
            entries.forEach((key, entry) -> read.put(String.valueOf(key), bounded(part, entry)));
        } else if (value != null) {
            faults.add(part + " are names with their values");
        }
        return read;
    }

    private String orElse(String part, String otherwise) {
        String value = text(part);
        return value.isEmpty() ? otherwise : value;
    }

    private String required(String part) {
        String value = text(part);
        if (value.isBlank()) {
            faults.add(part + " is missing");
        }
        return value;
    }

    private String text(String part) {
        Object value = fields.get(part);
        return value == null ? "" : bounded(part, value);
    }

    private String bounded(String part, @Nullable Object value) {
        if (value instanceof Map || value instanceof List) {
            faults.add(part + " is text; put quotation marks around it");
            return "";
        }
        String text = value == null ? "" : value.toString();
        if (text.length() > LONGEST) {
            faults.add(part + " has more than " + LONGEST + " characters");
            return "";
        }
        return text;
    }
}
