package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.OutsideText;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import reactor.core.publisher.Mono;

/** The alert that a window neither ended in time nor said why: whoever relied on its mute, if it had one, must know that it is gone. */
final class OverdueAlert {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int ID = 200;

    private final Reports reports;
    private final InstantSource clock;

    OverdueAlert(Reports reports, InstantSource clock) {
        this.reports = reports;
        this.clock = clock;
    }

    Mono<Void> tell(KnownWindow window, boolean overdue) {
        String id = OutsideText.first(window.id(), ID);
        String title = window.window().title();
        Words words = overdue
                ? Words.of(
                        "Maintenance \"" + title + "\" should have ended",
                        "It was to end at " + TIME.format(window.window().endsAt())
                                + " and nobody said that it did. "
                                + (window.window().mutesAlerts()
                                        ? "Its alerts are told again from now on: end it, or extend it."
                                        : "End it, or extend it."))
                : Words.of("Maintenance \"" + title + "\" is no longer overdue", "");
        return reports.hear(List.of(new Report(
                "maintenance/" + id + "/overdue",
                overdue ? Report.Says.FIRING : Report.Says.RESOLVED,
                Severity.WARNING,
                words,
                Map.of("window", id, "owner", window.window().owner()),
                clock.instant(),
                Origin.of("maintenance-" + id + "-" + window.asOf(), "MaintenanceOverdue", "notifier-service"),
                null)));
    }
}
