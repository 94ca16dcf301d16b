package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import reactor.core.publisher.Mono;

/** Looks for grave incidents whose calls reached nobody. That is an alert of its own, for whoever looks at the console. */
final class WarnOfUnheard {

    private static final String KEY = "notifier/incidents-unheard";
    private static final int AT_ONCE = 100;
    private static final int LINES = 10;

    /** Before, a stand-in or the next level may be about to hear of it. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(1);

    private final Calls calls;
    private final Incidents incidents;
    private final Reports reports;
    private final InstantSource clock;

    WarnOfUnheard(Calls calls, Incidents incidents, Reports reports, InstantSource clock) {
        this.calls = calls;
        this.incidents = incidents;
        this.reports = reports;
        this.clock = clock;
    }

    Mono<Void> look() {
        Instant now = clock.instant();
        return calls.unheard(now.minus(LONG_ENOUGH), AT_ONCE)
                .collectList()
                .flatMapIterable(found -> found)
                .concatMap(incidents::find)
                .collectList()
                .flatMap(unheard -> reports.hear(List.of(report(unheard, now))));
    }

    private static Report report(List<Incident> unheard, Instant now) {
        return new Report(
                KEY,
                unheard.isEmpty() ? Report.Says.RESOLVED : Report.Says.FIRING,
                Severity.CRITICAL,
                unheard.isEmpty()
                        ? Words.of("Every grave incident was heard of, or somebody responds", "")
                        : words(unheard),
                Map.of("component", "notifier"),
                now,
                Origin.of("notifier-unheard-" + now.toEpochMilli(), "IncidentsUnheard", "notifier-service"),
                null);
    }

    private static Words words(List<Incident> unheard) {
        String lines = unheard.stream()
                .limit(LINES)
                .map(incident -> incident.name() + ": " + incident.words().title())
                .collect(Collectors.joining("\n"));
        return Words.of(
                unheard.size() == 1
                        ? "An incident's calls reached nobody"
                        : String.format(Locale.ROOT, "The calls of %,d incidents reached nobody", unheard.size()),
                "Nobody responds, and nothing that people were called with arrived. Call whoever must know yourself, and mend the"
                        + " destinations.\n" + lines);
    }
}
