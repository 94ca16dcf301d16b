package io.mooring.notifier.mute;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.match.Labelled;
import io.mooring.notifier.match.Matchers;
import java.util.List;

/** One rule by which an open alert keeps others back. */
record Inhibition(String name, Matchers source, Matchers target, List<String> equal, boolean emergency) {

    static Inhibition of(InhibitionSettings settings) {
        return new Inhibition(
                settings.name(),
                Matchers.parse(settings.source()),
                Matchers.parse(settings.target()),
                settings.equal(),
                settings.emergency());
    }

    /** An alert on both sides is told: it and its like would keep each other back, and nobody would hear of any. */
    boolean concerns(Alert alert) {
        Labelled labelled = Labelled.of(alert);
        return (emergency || alert.severity() != Severity.EMERGENCY)
                && target.matches(labelled)
                && !source.matches(labelled);
    }

    boolean springsFrom(Alert alert) {
        return alert.isOpen() && source.matches(alert);
    }

    /** The values by which a source keeps back a target: the same list on both sides. */
    List<String> joint(Alert alert) {
        Labelled labelled = Labelled.of(alert);
        return equal.stream().map(labelled::value).toList();
    }
}
