package io.mooring.notifier.alert;

import io.mooring.events.alerts.AlertAcknowledged;
import io.mooring.events.alerts.AlertActionVia;
import io.mooring.events.alerts.AlertRaised;
import io.mooring.events.alerts.AlertResolution;
import io.mooring.events.alerts.AlertResolved;
import io.mooring.events.alerts.AlertSeverity;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.TopicCatalogue;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Mono;

/** Alerts as events, appended in the transaction that changes them. */
@Order(Ordered.LOWEST_PRECEDENCE)
final class AlertEvents implements AlertFollower {

    private final Outbox outbox;

    AlertEvents(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public Mono<Void> follow(List<AlertChange> changes) {
        OutgoingEvent[] events = changes.stream().flatMap(AlertEvents::event).toArray(OutgoingEvent[]::new);
        return events.length == 0 ? Mono.empty() : outbox.append(events);
    }

    private static Stream<OutgoingEvent> event(AlertChange change) {
        Alert alert = change.after();
        return Stream.ofNullable(payload(change))
                .map(payload -> new OutgoingEvent(
                        TopicCatalogue.ALERTS,
                        alert.key(),
                        payload,
                        alert.origin().eventId()));
    }

    private static @Nullable SpecificRecord payload(AlertChange change) {
        return switch (change.what()) {
            case RAISED, ESCALATED -> raised(change.after());
            case ACKNOWLEDGED -> acknowledged(change.after());
            case RESOLVED -> resolved(change.after());
            case RELAPSED, UPDATED, UNACKNOWLEDGED, NEWS -> null;
        };
    }

    private static AlertRaised raised(Alert alert) {
        return AlertRaised.newBuilder()
                .setAlertKey(alert.key())
                .setEpisodeId(alert.id().toString())
                .setSeverity(severity(alert))
                .setTitle(alert.words().title())
                .setSummary(alert.words().text())
                .setSource(alert.origin().source())
                .setSourceEventId(alert.origin().eventId())
                .setLabels(alert.labels())
                .setRunbook(alert.labels().get("runbook"))
                .setStartedAt(alert.startedAt())
                .setRaisedAt(alert.raisedAt())
                .build();
    }

    private static @Nullable AlertAcknowledged acknowledged(Alert alert) {
        Alert.Acknowledgement who = alert.acknowledgement();
        return who == null
                ? null
                : AlertAcknowledged.newBuilder()
                        .setAlertKey(alert.key())
                        .setEpisodeId(alert.id().toString())
                        .setSeverity(severity(alert))
                        .setTitle(alert.words().title())
                        .setAcknowledgedBy(who.by())
                        .setVia(via(who.via()))
                        .setNote(who.note().isEmpty() ? null : who.note())
                        .setAcknowledgedAt(who.at())
                        .build();
    }

    private static @Nullable AlertResolved resolved(Alert alert) {
        Alert.Ending ending = alert.ending();
        return ending == null
                ? null
                : AlertResolved.newBuilder()
                        .setAlertKey(alert.key())
                        .setEpisodeId(alert.id().toString())
                        .setSeverity(severity(alert))
                        .setTitle(alert.words().title())
                        .setResolution(resolution(ending.how()))
                        .setResolvedBy(ending.by())
                        .setVia(Optional.ofNullable(ending.via())
                                .map(AlertEvents::via)
                                .orElse(null))
                        .setRaisedAt(alert.raisedAt())
                        .setResolvedAt(ending.at())
                        .build();
    }

    private static AlertResolution resolution(Alert.How how) {
        return switch (how) {
            case RECOVERED -> AlertResolution.RECOVERED;
            case QUIET -> AlertResolution.EXPIRED;
            case PERSON -> AlertResolution.BY_PERSON;
        };
    }

    private static AlertActionVia via(Alert.Via via) {
        return switch (via) {
            case API -> AlertActionVia.API;
            case CONSOLE -> AlertActionVia.CONSOLE;
            case SLACK -> AlertActionVia.SLACK;
            case PAGERDUTY -> AlertActionVia.PAGERDUTY;
        };
    }

    private static AlertSeverity severity(Alert alert) {
        return switch (alert.severity()) {
            case INFO -> AlertSeverity.INFO;
            case WARNING -> AlertSeverity.WARNING;
            case CRITICAL -> AlertSeverity.CRITICAL;
            case EMERGENCY -> AlertSeverity.EMERGENCY;
        };
    }
}
