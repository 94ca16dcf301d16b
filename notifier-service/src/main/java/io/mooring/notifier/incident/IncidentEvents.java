package io.mooring.notifier.incident;

import io.mooring.events.alerts.IncidentOpened;
import io.mooring.events.alerts.IncidentPriority;
import io.mooring.events.alerts.IncidentResolved;
import io.mooring.events.alerts.IncidentUpdated;
import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.specific.SpecificRecord;

/** What other services and the audit trail are told of a change. */
final class IncidentEvents {

    private static final String SERVICE = "notifier-service";
    private static final String PLATFORM = "mooring";

    private IncidentEvents() {}

    static List<OutgoingEvent> of(Change change) {
        List<OutgoingEvent> events = new ArrayList<>();
        if (change.before() == null) {
            events.add(about(change, opened(change)));
        }
        if (change.resolves()) {
            events.add(about(change, resolved(change)));
        } else if (change.news() != null) {
            events.add(about(change, updated(change, change.news())));
        }
        Change.Act act = change.act();
        if (act != null) {
            events.add(OutgoingEvent.of(TopicCatalogue.AUDIT, PLATFORM, audit(change, act)));
        }
        return events;
    }

    private static OutgoingEvent about(Change change, SpecificRecord event) {
        return OutgoingEvent.of(TopicCatalogue.ALERTS, change.after().origin().alertKey(), event);
    }

    private static IncidentOpened opened(Change change) {
        Incident incident = change.after();
        List<String> alerts = change.entries().stream()
                .filter(entry -> entry.what() == What.OPENED || entry.what() == What.ALERT_JOINED)
                .map(Entry::reference)
                .filter(Objects::nonNull)
                .toList();
        return IncidentOpened.newBuilder()
                .setAlertKey(incident.origin().alertKey())
                .setIncidentId(incident.id().toString())
                .setPriority(priority(incident))
                .setTitle(incident.words().title())
                .setSummary(incident.words().summary())
                .setEpisodeIds(alerts)
                .setOpenedBy(incident.origin().by())
                .setCustomerNotice(incident.customerNotice().state() != CustomerNotice.State.NOT_REQUIRED)
                .setResponseDueAt(incident.response().dueAt())
                .setOpenedAt(incident.origin().at())
                .build();
    }

    private static IncidentUpdated updated(Change change, Change.News news) {
        Incident incident = change.after();
        return IncidentUpdated.newBuilder()
                .setAlertKey(incident.origin().alertKey())
                .setIncidentId(incident.id().toString())
                .setPriority(priority(incident))
                .setTitle(incident.words().title())
                .setState(state(incident.state()))
                .setMessage(news.message())
                .setPublicMessage(news.publicMessage())
                .setEscalatedTo(news.escalatedTo())
                .setUpdatedBy(news.by())
                .setNextUpdateDueAt(incident.clock(ClockKind.UPDATE))
                .setUpdatedAt(change.at())
                .build();
    }

    private static IncidentResolved resolved(Change change) {
        Incident incident = change.after();
        Resolution resolution = Objects.requireNonNull(incident.resolution());
        String by = resolution.by();
        return IncidentResolved.newBuilder()
                .setAlertKey(incident.origin().alertKey())
                .setIncidentId(incident.id().toString())
                .setPriority(priority(incident))
                .setTitle(incident.words().title())
                .setSummary(resolution.summary())
                .setResolvedBy(by == null ? SERVICE : by)
                .setOpenedAt(incident.origin().at())
                .setAcknowledgedAt(incident.response().firstAt())
                .setResolvedAt(resolution.at())
                .setPostMortemDueAt(incident.postMortem().dueAt())
                .build();
    }

    private static AuditRecorded audit(Change change, Change.Act act) {
        return AuditRecorded.newBuilder()
                .setOrganisationId(PLATFORM)
                .setActorKind(ActorKind.USER)
                .setActor(act.by())
                .setAction("incident." + act.what())
                .setObjectKind("incident")
                .setObjectId(change.after().id().toString())
                .setOutcome(Outcome.SUCCEEDED)
                .setReason(act.why())
                .setService(SERVICE)
                .setChanges(List.of())
                .setOccurredAt(change.at())
                .build();
    }

    private static IncidentPriority priority(Incident incident) {
        return switch (incident.priority()) {
            case P0 -> IncidentPriority.P0;
            case P1 -> IncidentPriority.P1;
            case P2 -> IncidentPriority.P2;
            case P3 -> IncidentPriority.P3;
        };
    }

    /** The contract's finer states are for people's own words; whoever works on it investigates. */
    private static io.mooring.events.alerts.IncidentState state(IncidentState state) {
        return switch (state) {
            case OPEN, RESPONDING -> io.mooring.events.alerts.IncidentState.INVESTIGATING;
            case RESOLVED, CLOSED -> io.mooring.events.alerts.IncidentState.RESOLVED;
        };
    }
}
