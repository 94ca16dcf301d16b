package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Whoever responds gives the incident back, so that levels are called again: they took the wrong one, or cannot help. */
final class HandBackIncident {

    private final IncidentRules rules;

    HandBackIncident(IncidentRules rules) {
        this.rules = rules;
    }

    /** @param note why; empty for none */
    Change handBack(Incident incident, String note, String by, Instant now) {
        if (!incident.state().isGoingOn()) {
            throw ActOnIncident.over(incident);
        }
        if (incident.state() != IncidentState.RESPONDING) {
            throw new ProblemException(
                    NotifierProblem.INCIDENT_NOT_RESPONDED,
                    "Nobody responds to incident " + incident.number() + ": there is nothing to hand back");
        }
        String words = by + " handed it back" + (note.isEmpty() ? "" : ": " + note);
        return begin(incident, words, by, now).by(by, "hand-back", note.isEmpty() ? null : note);
    }

    /** Of whoever got there by acknowledging an alert that is given back now. Anybody else's response stays. */
    Change unacknowledged(Incident incident, UUID alert, String title, @Nullable String by, Instant now) {
        Response response = incident.response();
        boolean fallen = incident.state() == IncidentState.RESPONDING && alert.equals(response.alert());
        String words = "Nobody responds any more: the alert '" + title + "', by which " + response.by()
                + " responded, was given back" + (by == null ? "" : " by " + by);
        return fallen ? begin(incident, words, by, now) : Change.of(incident, now);
    }

    private Change begin(Incident incident, String words, @Nullable String by, Instant now) {
        Priority priority = incident.priority();
        Instant due = rules.responseDue(priority, now);
        return Change.of(incident, now)
                .edit(next -> {
                    next.state = IncidentState.OPEN;
                    next.response = incident.response().again(due, now);
                    next.escalation = incident.escalation().again();
                    next.clocks.put(ClockKind.RESPONSE, due);
                    next.clocks.put(ClockKind.ESCALATION, rules.firstCall(priority, now));
                })
                .note(What.HANDED_BACK, by, words)
                .publish(new Change.News(words, null, null, by))
                .tellEverywhere(Operation.CALL, Operation.UPDATE, words);
    }
}
