package io.mooring.notifier.maintenance;

import io.mooring.notifier.NotifierSettings;
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

    private final Windows windows;
    private final OpenInScope open;
    private final KeptBack keptBack;
    private final Duration grace;
    private final InstantSource clock;

    MaintenanceMutesApi(
            Windows windows, OpenInScope open, KeptBack keptBack, NotifierSettings settings, InstantSource clock) {
        this.windows = windows;
        this.open = open;
        this.keptBack = keptBack;
        this.grace = settings.maintenance().grace();
        this.clock = clock;
    }

    /** Windows that mute, and those that ended within a week. */
    record Mutes(List<Running> items, List<Ended> ended) {}

    /**
     * A window that mutes.
     *
     * @param scope components; empty for all
     * @param alerts in words, which of their alerts are not told
     */
    record Running(
            String windowId,
            String title,
            @Nullable Instant since,
            Instant until,
            List<String> scope,
            String alerts,
            long mutedAlerts) {}

    /** A window that ended, with the gravest of what it left behind, and how many there are of each. */
    record Ended(
            String windowId,
            String title,
            String state,
            @Nullable Instant endedAt,
            List<Line> newFailures,
            List<Line> stillFailing,
            List<Line> recovered,
            long newFailureCount,
            long stillFailingCount,
            long recoveredCount) {

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
                    Line.of(comparison.recovered()),
                    comparison.newFailures().count(),
                    comparison.stillFailing().count(),
                    comparison.recovered().count());
        }
    }

    /** One alert in short. */
    record Line(String key, String severity, String title) {

        static List<Line> of(Comparison.Part part) {
            return part.gravest().stream()
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
        Instant now = clock.instant();
        return Mono.zip(
                windows.running()
                        .filter(window -> window.mutes(now, grace))
                        .collectList()
                        .flatMapIterable(muting -> muting)
                        .concatMap(this::running)
                        .collectList(),
                windows.compared(now.minus(ENDED_WITHIN), ENDED).map(Ended::of).collectList(),
                Mutes::new);
    }

    private Mono<Running> running(KnownWindow known) {
        Window window = known.window();
        return open.count(window)
                .map(alerts -> new Running(
                        known.id(),
                        window.title(),
                        known.startedAt(),
                        window.endsAt(),
                        window.components(),
                        keptBack.words(window),
                        alerts));
    }
}
