package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.ReportFaults;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.mute.Mutes;
import io.mooring.platform.web.problem.FieldFault;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Where alerts go, and what would happen to one. */
@RestController
@RequestMapping("/api/v1/routes")
class RoutesApi {

    private final DecideTelling decide;
    private final Mutes mutes;
    private final Places places;
    private final InstantSource clock;

    RoutesApi(DecideTelling decide, Mutes mutes, Places places, InstantSource clock) {
        this.decide = decide;
        this.mutes = mutes;
        this.places = places;
        this.clock = clock;
    }

    /** @param remindAfterSeconds so long after a call that nobody answered people are called again; null: never */
    record RouteView(
            String name,
            List<String> severities,
            List<String> matchers,
            @Nullable String hours,
            List<String> to,
            boolean goesOn,
            boolean inMaintenance,
            List<String> groupBy,
            @Nullable Long remindAfterSeconds) {

        static RouteView of(Route route) {
            return new RouteView(
                    route.name(),
                    route.severities().stream().sorted().map(DecisionView::name).toList(),
                    route.labels().texts(),
                    route.hours() == null ? null : route.hours().words(),
                    route.to(),
                    route.goesOn(),
                    route.inMaintenance(),
                    route.groupBy(),
                    route.remindAfter() == null ? null : route.remindAfter().toSeconds());
        }
    }

    record Routes(List<RouteView> items) {}

    /**
     * An alert that is not there.
     *
     * @param severity info, warning, critical or emergency
     * @param eventType the event's short name, such as ThreatDetected; null for one that is nowhere
     * @param at when it would come; null for now. Silences and maintenance are asked for that time, as far as they are known.
     */
    record Imagined(
            @Nullable String severity,
            @Nullable String title,
            @Nullable String key,
            @Nullable Map<String, String> labels,
            @Nullable String source,
            @Nullable String eventType,
            @Nullable Instant at) {}

    @GetMapping
    @PreAuthorize("hasRole('VIEWER')")
    Mono<Routes> list() {
        return Mono.fromSupplier(
                () -> new Routes(decide.routes().stream().map(RouteView::of).toList()));
    }

    /** What would happen to such an alert, and why. Nothing happens. */
    @PostMapping("/try")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<DecisionView> tryOut(@RequestBody Imagined imagined) {
        Alert alert = alert(imagined);
        Instant at = alert.raisedAt();
        return mutes.of(List.of(alert), at)
                .map(muted -> DecisionView.of(decide.of(alert, muted.get(alert.id()), at), places));
    }

    private Alert alert(Imagined imagined) {
        check(imagined);
        Instant at = imagined.at() == null ? clock.instant() : imagined.at();
        String title = imagined.title() == null || imagined.title().isBlank() ? "An alert to try" : imagined.title();
        String source = imagined.source() == null ? "try" : imagined.source();
        String eventType = imagined.eventType() == null ? "Tried" : imagined.eventType();
        Report report = new Report(
                imagined.key() == null || imagined.key().isBlank() ? "try" : imagined.key(),
                Report.Says.FIRING,
                Severity.named(imagined.severity()).orElseThrow(),
                Words.of(title, ""),
                imagined.labels() == null ? Map.of() : imagined.labels(),
                at,
                Origin.of("try", eventType, source),
                null);
        return new Alert(
                UUID.randomUUID(),
                report.key(),
                AlertState.FIRING,
                1,
                report.severity(),
                report.words(),
                report.labels(),
                report.origin(),
                at,
                at,
                at,
                1,
                false,
                null,
                null,
                null);
    }

    private static void check(Imagined imagined) {
        List<FieldFault> faults = new ArrayList<>();
        if (Severity.named(imagined.severity()).isEmpty()) {
            faults.add(new FieldFault("severity", "is one of " + Severity.NAMES));
        }
        faults.addAll(ReportFaults.of(imagined.key(), imagined.labels()));
        if (!faults.isEmpty()) {
            throw ProblemException.ofFields(PlatformProblem.INVALID_REQUEST, "Such an alert cannot be tried", faults);
        }
    }
}
