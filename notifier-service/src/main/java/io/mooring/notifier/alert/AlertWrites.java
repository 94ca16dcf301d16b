package io.mooring.notifier.alert;

import io.mooring.notifier.alert.AlertChange.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of reports or an act does to the store and what is to be told of it. Of an alert that changed several times
 * the last state is written, and every change is told.
 */
final class AlertWrites {

    private final Map<UUID, Alert> raised = new LinkedHashMap<>();
    private final Map<UUID, Alert> changed = new LinkedHashMap<>();
    private final Map<UUID, Alert> heard = new LinkedHashMap<>();
    private final Map<UUID, Instant> revised = new HashMap<>();
    private final Map<UUID, KeyState> states = new HashMap<>();
    private final Map<String, KeyState> ends = new LinkedHashMap<>();
    private final List<AlertChange> changes = new ArrayList<>();

    void add(KeyState before, Episodes.Step step, Instant now) {
        Alert alert = step.alert();
        if (alert == null || step.next().equals(before) && step.what() == null) {
            return;
        }
        if (step.what() != null) {
            changes.add(new AlertChange(step.what(), alert, now, step.givenBack()));
        }
        if (step.what() == What.NEWS) {
            return;
        }
        place(before, alert, step.what());
        revised.put(alert.id(), step.next().open() == null ? now : step.next().revisedAt());
        states.put(alert.id(), step.next());
        if (!step.next().ends().equals(before.ends())) {
            ends.put(before.key(), step.next());
        }
    }

    private void place(KeyState before, Alert alert, @Nullable What what) {
        if (what == What.RAISED || raised.containsKey(alert.id())) {
            raised.put(alert.id(), alert);
        } else if (what != null || before.saysOtherThan(alert) || alert.flapping() || changed.containsKey(alert.id())) {
            heard.remove(alert.id());
            changed.put(alert.id(), alert);
        } else {
            heard.put(alert.id(), alert);
        }
    }

    List<Alert> raised() {
        return List.copyOf(raised.values());
    }

    List<Alert> changed() {
        return List.copyOf(changed.values());
    }

    /** Nothing about them is new but that they were heard of. */
    List<Alert> heard() {
        return List.copyOf(heard.values());
    }

    /** When this alert last changed in a way that was told. */
    Instant revisedAt(Alert alert) {
        return Objects.requireNonNull(revised.get(alert.id()));
    }

    /** How grave it lately was; null when its severity never changed, or it is over. */
    @Nullable
    Graver graver(Alert alert) {
        return state(alert).graver();
    }

    /** Whether it has words now that nobody was told. */
    boolean unsaid(Alert alert) {
        return state(alert).unsaid();
    }

    /** What is known of its key with it. */
    private KeyState state(Alert alert) {
        return Objects.requireNonNull(states.get(alert.id()));
    }

    List<KeyState> ends() {
        return List.copyOf(ends.values());
    }

    List<AlertChange> changes() {
        return List.copyOf(changes);
    }

    boolean isEmpty() {
        return raised.isEmpty() && changed.isEmpty() && heard.isEmpty() && changes.isEmpty();
    }
}
