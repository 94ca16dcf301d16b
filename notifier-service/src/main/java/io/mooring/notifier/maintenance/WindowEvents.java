package io.mooring.notifier.maintenance;

import io.mooring.events.common.Outcome;
import io.mooring.events.maintenance.MaintenanceCancelled;
import io.mooring.events.maintenance.MaintenanceChanged;
import io.mooring.events.maintenance.MaintenanceCompleted;
import io.mooring.events.maintenance.MaintenanceScheduled;
import io.mooring.events.maintenance.MaintenanceStarted;
import io.mooring.events.maintenance.MaintenanceWindow;
import io.mooring.notifier.alert.OutsideText;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Maintenance-service's events in this service's words. */
final class WindowEvents {

    /** What comes from outside has no bound of its own. */
    private static final int TEXT = 2_000;

    private static final int COMPONENTS = 200;

    private WindowEvents() {}

    static Optional<WindowChange> read(SpecificRecord event) {
        return Optional.ofNullable(
                switch (event) {
                    case MaintenanceScheduled planned ->
                        new WindowChange(
                                planned.getWindowId(),
                                WindowState.PLANNED,
                                window(planned.getWindow()),
                                planned.getScheduledAt(),
                                "");
                    case MaintenanceChanged changed ->
                        new WindowChange(
                                changed.getWindowId(),
                                WindowState.PLANNED,
                                window(changed.getWindow()),
                                changed.getChangedAt(),
                                text(changed.getReason().orElse("")));
                    case MaintenanceStarted started ->
                        new WindowChange(
                                started.getWindowId(),
                                WindowState.STARTED,
                                window(started.getWindow()),
                                started.getStartedAt(),
                                "");
                    case MaintenanceCompleted completed -> completed(completed);
                    case MaintenanceCancelled cancelled ->
                        new WindowChange(
                                cancelled.getWindowId(),
                                WindowState.CANCELLED,
                                window(cancelled.getWindow()),
                                cancelled.getCancelledAt(),
                                text(cancelled.getReason().orElse("")));
                    default -> null;
                });
    }

    private static WindowChange completed(MaintenanceCompleted completed) {
        return new WindowChange(
                completed.getWindowId(),
                completed.getOutcome() == Outcome.SUCCEEDED ? WindowState.COMPLETED : WindowState.FAILED,
                window(completed.getWindow()),
                completed.getCompletedAt(),
                completed
                        .getFailure()
                        .map(failure -> text(failure.getMessage()))
                        .orElse(""));
    }

    private static Window window(MaintenanceWindow window) {
        List<String> components = window.getComponents().stream()
                .limit(COMPONENTS)
                .map(WindowEvents::text)
                .toList();
        return new Window(
                text(window.getTitle()),
                text(window.getDescription().orElse("")),
                components,
                Window.Impact.valueOf(window.getImpact().name()),
                window.getStartsAt(),
                window.getEndsAt(),
                window.getMutesAlerts(),
                text(window.getOwner()));
    }

    private static String text(String text) {
        return OutsideText.cut(text.strip(), TEXT);
    }
}
