package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.match.Labelled;
import io.mooring.notifier.match.Matchers;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Which alerts belong to a window. */
final class Scope {

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

    boolean holds(Window window, Alert alert) {
        Labelled labelled = Labelled.of(alert);
        return window.components().isEmpty()
                ? !everything.all().isEmpty() && everything.matches(labelled)
                : window.components().stream().anyMatch(component -> belongs(component, labelled));
    }

    private boolean belongs(String component, Labelled labelled) {
        Matchers more = components.get(component);
        return labels.stream().anyMatch(label -> labelled.value(label).equals(component))
                || (more != null && more.matches(labelled));
    }
}
