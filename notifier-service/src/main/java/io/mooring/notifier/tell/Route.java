package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.match.Labelled;
import io.mooring.notifier.match.Matcher;
import io.mooring.notifier.match.Matchers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A route as {@link RouteSettings} says. */
record Route(
        String name,
        Set<Severity> severities,
        Matchers labels,
        @Nullable HoursSettings hours,
        List<String> to,
        boolean goesOn,
        boolean inMaintenance,
        List<String> groupBy,
        @Nullable Duration remindAfter) {

    /**
     * Whether it takes an alert, and why.
     *
     * @param opens when it would, if only its hours keep it from doing so
     */
    record Verdict(boolean takes, String why, @Nullable Instant opens) {

        static Verdict never(String why) {
            return new Verdict(false, why, null);
        }
    }

    Verdict of(Alert alert, Instant now) {
        if (!severities.isEmpty() && !severities.contains(alert.severity())) {
            return Verdict.never("it takes " + names() + " alerts, and this is " + name(alert.severity()));
        }
        Labelled labelled = Labelled.of(alert);
        Matcher failed = labels.firstThatFails(labelled);
        if (failed != null) {
            String value = labelled.value(failed.label());
            return Verdict.never("it asks for " + failed + ", and " + failed.label() + " is "
                    + (value.isEmpty() ? "not there" : "“" + value + "”"));
        }
        if (hours != null && !hours.hold(now)) {
            return new Verdict(false, "it is for " + hours.words() + " only", hours.opens(now));
        }
        return new Verdict(true, reason(alert), null);
    }

    /** Why it takes an alert that it takes, or would at its hours. */
    String reason(Alert alert) {
        String severity = severities.isEmpty() ? "all" : name(alert.severity());
        String conditions = labels.all().isEmpty() ? "" : " with " + labels;
        return "takes " + severity + " alerts" + conditions + (hours == null ? "" : ", " + hours.words());
    }

    /** Alerts with the same key may be told together. */
    String groupKey(Alert alert) {
        Labelled labelled = Labelled.of(alert);
        return name
                + groupBy.stream()
                        .map(label -> "\u001f" + labelled.value(label))
                        .collect(Collectors.joining());
    }

    private String names() {
        return severities.stream().sorted().map(Route::name).collect(Collectors.joining(" and "));
    }

    private static String name(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }
}
