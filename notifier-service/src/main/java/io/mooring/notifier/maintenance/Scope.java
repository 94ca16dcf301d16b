package io.mooring.notifier.maintenance;

import static java.util.stream.Collectors.joining;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.match.Labelled;
import io.mooring.notifier.match.Matcher;
import io.mooring.notifier.match.Matchers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which alerts belong to a window. */
final class Scope implements KeptBack {

    private final List<String> labels;
    private final Map<String, Matchers> components;
    private final Matchers everything;

    Scope(MaintenanceSettings settings) {
        this.labels = settings.labels();
        this.components = settings.components().entrySet().stream()
                .filter(component -> !component.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, component -> Matchers.parse(component.getValue())));
        this.everything = Matchers.parse(settings.everything());
    }

    List<String> labels() {
        return labels;
    }

    /** Alternatives beside the labels: conditions all of which an alert of the window's scope may fulfil. */
    List<Matchers> mapped(Window window) {
        return window.components().isEmpty()
                ? List.of(everything)
                : window.components().stream()
                        .distinct()
                        .map(components::get)
                        .filter(Objects::nonNull)
                        .toList();
    }

    boolean holds(Window window, Alert alert) {
        Labelled labelled = Labelled.of(alert);
        return window.components().isEmpty()
                ? everything.matches(labelled)
                : window.components().stream().anyMatch(component -> belongs(component, labelled));
    }

    private boolean belongs(String component, Labelled labelled) {
        Matchers more = components.get(component);
        return labels.stream().anyMatch(label -> labelled.value(label).equals(component))
                || (more != null && more.matches(labelled));
    }

    @Override
    public String words(Window window) {
        if (!window.mutesAlerts()) {
            return "told as always";
        }
        return window.components().isEmpty()
                ? "not told until it is over" + narrowed()
                : "those of these components are not told until it is over";
    }

    /** Conditions that leave something out are turned round: whoever reads them at night looks for what is told. */
    private String narrowed() {
        Predicate<Matcher> leavesOut = matcher -> matcher.operator().isNegative();
        String only = everything.all().stream()
                .filter(leavesOut.negate())
                .map(Matcher::toString)
                .collect(joining(" and "));
        String but = everything.all().stream()
                .filter(leavesOut)
                .map(matcher -> matcher.opposite().toString())
                .collect(joining(" or "));
        return (only.isEmpty() ? "" : ", of those with " + only + " only")
                + (but.isEmpty() ? "" : ", but for those with " + but);
    }
}
