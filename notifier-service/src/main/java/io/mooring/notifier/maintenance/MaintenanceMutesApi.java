package io.mooring.notifier.maintenance;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What maintenance keeps from being told now, and what windows that ended left behind. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1/maintenance-mutes")
@Tag(name = "Maintenance mutes", description = "Alerts that are not told while maintenance is under way")
class MaintenanceMutesApi {

    private static final Duration ENDED_WITHIN = Duration.ofDays(7);
    private static final int ENDED = 50;
    private static final int OPEN = 10_000;

    private final Windows windows;
    private final Alerts alerts;
    private final Scope scope;
    private final InstantSource clock;

    MaintenanceMutesApi(Windows windows, Alerts alerts, Scope scope, InstantSource clock) {
        this.windows = windows;
        this.alerts = alerts;
        this.scope = scope;
        this.clock = clock;
    }

    /** Windows that mute, and those that ended within a week. */
    record Mutes(List<Running> items, List<Ended> ended) {}

    /**
     * A window that mutes.
     *
     * @param scope components; empty for all
     */
    record Running(
            String windowId,
            String title,
            @Nullable Instant since,
            Instant until,
            List<String> scope,
            long mutedAlerts) {}

    /** A window that ended. */
    record Ended(
            String windowId,
            String title,
            String state,
            @Nullable Instant endedAt,
            List<Line> newFailures,
            List<Line> stillFailing,
            List<Line> recovered) {

        static Ended of(Windows.Compared compared) {
            KnownWindow window = compared.window();
            Comparison comparison = compared.comparison();
            return new Ended(
                    window.id(),
                    window.window().title(),
                    window.state().name().toLowerCase(Locale.ROOT),
                    window.endedAt(),
                    Line.of(comparison.newFailures()),
                    Line.of(comparison.stillFailing()),
                    Line.of(comparison.recovered()));
        }
    }

    /** One alert in short. */
    record Line(String key, String severity, String title) {

        static List<Line> of(List<Comparison.Line> lines) {
            return lines.stream()
                    .map(line -> new Line(line.key(), line.severity().name().toLowerCase(Locale.ROOT), line.title()))
                    .toList();
        }
    }

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    @Operation(
            summary = "Windows that mute alerts",
            description = "With windows that ended within a week, and what they left behind.")
    Mono<Mutes> list() {
        return Mono.zip(
                Mono.zip(
                        windows.running().filter(KnownWindow::mutes).collectList(),
                        alerts.open(OPEN).collectList(),
                        this::running),
                windows.compared(clock.instant().minus(ENDED_WITHIN), ENDED)
                        .map(Ended::of)
                        .collectList(),
                Mutes::new);
    }

    private List<Running> running(List<KnownWindow> muting, List<Alert> open) {
        return muting.stream()
                .map(window -> new Running(
                        window.id(),
                        window.window().title(),
                        window.startedAt(),
                        window.window().endsAt(),
                        window.window().components(),
                        open.stream()
                                .filter(alert -> scope.holds(window.window(), alert))
                                .count()))
                .toList();
    }
}
