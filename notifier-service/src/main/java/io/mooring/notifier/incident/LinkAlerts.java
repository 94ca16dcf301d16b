package io.mooring.notifier.incident;

import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What becomes of an incident when something becomes of its alerts. */
final class LinkAlerts {

    private final IncidentRules rules;
    private final ActOnIncident act;

    LinkAlerts(IncidentRules rules, ActOnIncident act) {
        this.rules = rules;
        this.act = act;
    }

    /**
     * An alert joins.
     *
     * @param open whether it is; one that is over belongs to the incident and makes nothing go on
     * @param graver the priority that the alert alone would have; a lesser one changes nothing
     * @param by null when settings say so
     */
    Change joined(
            Incident incident,
            UUID alert,
            String title,
            boolean open,
            Priority graver,
            String why,
            @Nullable String by,
            Instant now) {
        Change change = Change.of(incident, now)
                .edit(next -> {
                    if (open) {
                        next.lastAlertAt = now;
                    }
                    if (open && incident.alertsAreOver()) {
                        goOn(incident, next, now);
                    }
                })
                .note(What.ALERT_JOINED, by, "'" + title + "' joined: " + why, alert.toString())
                .tell(new Telling.Channels(Operation.UPDATE, "An alert joined: " + title));
        if (by != null) {
            change.by(by, "alert-add", alert.toString());
        }
        boolean raise =
                graver.isGraverThan(incident.priority()) && incident.state().isGoingOn();
        return raise ? act.prioritise(change, graver, "the alert '" + title + "' is graver", null) : change;
    }

    /** It was thought to be over; whom nobody answered for is called again. */
    private void goOn(Incident incident, Incident.Edit next, Instant now) {
        next.clocks.remove(ClockKind.RESOLUTION);
        if (incident.state() == IncidentState.OPEN) {
            int level = incident.escalation().level();
            Instant call = level < 0
                    ? rules.firstCall(incident.priority(), now)
                    : rules.nextCall(incident.priority(), level, now);
            next.clocks.put(ClockKind.ESCALATION, call);
        }
    }

    /** It became graver by itself. */
    Change graver(Incident incident, String title, Priority to, Instant now) {
        return incident.state().isGoingOn() && to.isGraverThan(incident.priority())
                ? act.priority(incident, to, "the alert '" + title + "' became graver", null, now)
                : Change.of(incident, now);
    }

    Change acknowledged(Incident incident, UUID alert, String title, String by, Instant now) {
        if (rules.settings().acknowledgementIsResponse() && incident.state() == IncidentState.OPEN) {
            Change change = act.respond(incident, by, "by acknowledging the alert '" + title + "'", alert, now);
            return change.note(What.ALERT_ACKNOWLEDGED, by, title, alert.toString());
        }
        return Change.of(incident, now).note(What.ALERT_ACKNOWLEDGED, by, title, alert.toString());
    }

    /** @param left how many of its alerts are not over */
    Change over(Incident incident, UUID alert, String title, long left, Instant now) {
        Change change = Change.of(incident, now)
                .note(What.ALERT_OVER, null, "'" + title + "' is over; " + left + " left", alert.toString());
        if (left > 0 || !incident.state().isGoingOn()) {
            return change;
        }
        // Not at once: what flaps would be resolved and opened again and again.
        Instant due = now.plus(rules.settings().resolveAfter());
        boolean called =
                incident.state() == IncidentState.OPEN && incident.escalation().level() >= 0;
        return change.edit(next -> {
                    next.clocks.put(ClockKind.RESOLUTION, due);
                    if (called) {
                        next.clocks.remove(ClockKind.ESCALATION);
                    }
                })
                .tell(new Telling.Channels(
                        Operation.UPDATE,
                        called ? "All its alerts are over: nobody further is called" : "All its alerts are over"));
    }
}
