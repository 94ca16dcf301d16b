package io.mooring.notifier.tell;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Mutes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks for grave alerts that reached nobody: wherever they were told, every delivery was given up, or no route takes them. That
 * is an alert of its own, for whoever looks at the console and for destinations that work by now.
 */
final class WarnOfUntold {

    private static final Logger log = LoggerFactory.getLogger(WarnOfUntold.class);
    private static final String KEY = "notifier/untold";
    private static final int AT_ONCE = 500;

    /** Before, somebody may be about to mend what is wrong and to retry. */
    private static final Duration LONG_ENOUGH = Duration.ofMinutes(5);

    private final Tellings tellings;
    private final DecideTelling decide;
    private final Mutes mutes;
    private final Alerts alerts;
    private final Reports reports;
    private final InstantSource clock;
    private volatile double counted = Double.NaN;
    private volatile boolean logged;

    WarnOfUntold(
            Tellings tellings,
            DecideTelling decide,
            Mutes mutes,
            Alerts alerts,
            Reports reports,
            InstantSource clock,
            MeterRegistry registry) {
        this.tellings = tellings;
        this.decide = decide;
        this.mutes = mutes;
        this.alerts = alerts;
        this.reports = reports;
        this.clock = clock;
        Gauge.builder(NotifierTelemetry.ALERTS_UNTOLD.meter(), this, now -> now.counted)
                .strongReference(true)
                .register(registry);
    }

    Mono<Void> look() {
        Instant now = clock.instant();
        return Mono.zip(givenUp(now), noRoute(now), Untold::new)
                .doOnNext(untold -> counted = untold.count())
                .doOnError(_ -> counted = Double.NaN)
                .flatMap(untold -> reports.hear(List.of(report(untold, now))).then(logOnce(untold, now)));
    }

    private Mono<List<Alert>> givenUp(Instant now) {
        return found(tellings.untold(now.minus(LONG_ENOUGH), decide.inMaintenance(), AT_ONCE));
    }

    /** Not what somebody silenced: nobody would be told of it by any route. */
    private Mono<List<Alert>> noRoute(Instant now) {
        return found(tellings.toldToNobody(Set.of(), AT_ONCE)).flatMap(all -> {
            List<Alert> forgotten = all.stream()
                    .filter(alert -> decide.of(alert, null, now).isForgotten())
                    .toList();
            return forgotten.isEmpty()
                    ? Mono.just(forgotten)
                    : mutes.of(forgotten, now).map(muted -> forgotten.stream()
                            .filter(alert -> !muted.containsKey(alert.id()))
                            .toList());
        });
    }

    private Mono<List<Alert>> found(Flux<UUID> ids) {
        return ids.collectList()
                .flatMapMany(alerts::find)
                .filter(alert -> !alert.key().equals(KEY))
                .collectList();
    }

    /** Where no destination is told of this alert itself, the log is what is left beside the console. */
    private Mono<Void> logOnce(Untold untold, Instant now) {
        if (untold.count() == 0 || logged) {
            logged &= untold.count() > 0;
            return Mono.empty();
        }
        return alerts.openOf(KEY)
                .filter(own -> decide.of(own, null, now).outcome() == Decision.Outcome.NOBODY)
                .doOnNext(own -> {
                    logged = true;
                    log.error(
                            "{}, and no route leads to anybody who would be told so. {}",
                            own.words().title(),
                            own.words().text());
                })
                .then();
    }

    private static Report report(Untold untold, Instant now) {
        return new Report(
                KEY,
                untold.count() == 0 ? Report.Says.RESOLVED : Report.Says.FIRING,
                Severity.CRITICAL,
                untold.words(),
                Map.of("component", "notifier"),
                now,
                Origin.of("notifier-untold-" + now.toEpochMilli(), "AlertsUntold", "notifier-service"),
                null);
    }
}
