package io.mooring.notifier.incident;

import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The beginning of an incident: its clocks start, and channels hear of it. */
final class OpenIncident {

    private final IncidentRules rules;

    OpenIncident(IncidentRules rules) {
        this.rules = rules;
    }

    /** @param alerts that belong to it from the beginning */
    Change byPerson(
            UUID id,
            long number,
            Incident.Wording words,
            List<OpenByHand.Given> alerts,
            Priority priority,
            String by,
            Instant now) {
        Incident.Origin origin = new Incident.Origin(now, by, "incident/" + id, null);
        boolean open = alerts.stream().anyMatch(OpenByHand.Given::open);
        Incident incident = begin(id, number, words, origin, priority, open ? now : null);
        Change change = begun(incident, by, "Opened by " + by + " as " + priority + ": " + words.title(), null);
        for (OpenByHand.Given alert : alerts) {
            String over = alert.open() ? "" : ", and is over already";
            String line = "'" + alert.title() + "' belongs to it from the beginning" + over;
            change.note(What.ALERT_JOINED, by, line, alert.id().toString());
        }
        return change.by(by, "open", words.title());
    }

    Change byAlert(UUID id, long number, Incident.Wording words, AlertSeen alert, Priority priority, Instant now) {
        Incident.Origin origin = new Incident.Origin(now, null, alert.key(), alert.joinKey());
        Incident incident = begin(id, number, words, origin, priority, now);
        String why =
                "Opened as " + priority + " because of the alert '" + alert.title() + "' (" + alert.severity() + ")";
        return begun(incident, null, why, alert.id().toString());
    }

    /** What the opening says of the alert that led to it. */
    record AlertSeen(UUID id, String key, String joinKey, String title, String severity) {}

    private Incident begin(
            UUID id,
            long number,
            Incident.Wording words,
            Incident.Origin origin,
            Priority priority,
            @Nullable Instant alertAt) {
        Instant now = origin.at();
        return new Incident(
                id,
                number,
                words,
                origin,
                priority,
                IncidentState.OPEN,
                Response.due(rules.responseDue(priority, now)),
                Escalation.NOT_YET,
                List.of(),
                Map.of(),
                alertAt,
                notice(priority),
                PostMortem.begin(rules.needsPostMortem(priority)),
                null,
                clocks(priority, now),
                0);
    }

    private CustomerNotice notice(Priority priority) {
        return rules.needsCustomerNotice(priority) ? TellCustomers.DRAFT : CustomerNotice.NOT_REQUIRED;
    }

    private Map<ClockKind, Instant> clocks(Priority priority, Instant now) {
        Map<ClockKind, Instant> clocks = new EnumMap<>(ClockKind.class);
        clocks.put(ClockKind.RESPONSE, rules.responseDue(priority, now));
        clocks.put(ClockKind.ESCALATION, rules.firstCall(priority, now));
        Instant update = rules.updateDue(priority, now);
        if (update != null) {
            clocks.put(ClockKind.UPDATE, update);
        }
        if (rules.needsCustomerNotice(priority)) {
            clocks.put(
                    ClockKind.CUSTOMER_NOTICE,
                    now.plus(rules.settings().customerNotice().within()));
        }
        return clocks;
    }

    private static Change begun(Incident incident, @Nullable String by, String words, @Nullable String alert) {
        Change change = Change.opening(incident, incident.origin().at()).note(What.OPENED, by, words, alert);
        if (incident.customerNotice().state() == CustomerNotice.State.DRAFT) {
            change.note(
                    What.CUSTOMER_NOTICE_DRAFTED,
                    null,
                    "A notice to customers is drafted; a person sends or waives it");
        }
        return change.tell(new Telling.Channels(Operation.OPEN, ""));
    }
}
