package io.mooring.notifier.match;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Severity;
import java.util.Locale;
import java.util.Map;

/**
 * What conditions are held against: an alert's labels, and four more that every alert has by itself, {@code alertKey},
 * {@code severity}, {@code source} and {@code eventType}. These win over labels of the same name.
 */
public record Labelled(
        Map<String, String> labels, String alertKey, Severity severity, String source, String eventType) {

    public static final String ALERT_KEY = "alertKey";
    public static final String SEVERITY = "severity";
    public static final String SOURCE = "source";
    public static final String EVENT_TYPE = "eventType";

    public static Labelled of(Alert alert) {
        return new Labelled(
                alert.labels(),
                alert.key(),
                alert.severity(),
                alert.origin().source(),
                alert.origin().eventType());
    }

    /** The label's value; empty for a label that is not there. Severities are in lower case. */
    public String value(String label) {
        return switch (label) {
            case ALERT_KEY -> alertKey;
            case SEVERITY -> severity.name().toLowerCase(Locale.ROOT);
            case SOURCE -> source;
            case EVENT_TYPE -> eventType;
            default -> labels.getOrDefault(label, "");
        };
    }
}
