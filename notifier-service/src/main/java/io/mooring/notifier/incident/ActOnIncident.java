package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do while an incident goes on. */
final class ActOnIncident {

    private final IncidentRules rules;

    ActOnIncident(IncidentRules rules) {
        this.rules = rules;
    }

    /** Somebody takes it on: nobody further up is called. A second one is noted and changes nothing else. */
    Change respond(Incident incident, String by, String how, Instant now) {
        return respond(incident, by, how, null, now);
    }

    /** @param alert by acknowledging it; null: otherwise */
    Change respond(Incident incident, String by, String how, @Nullable UUID alert, Instant now) {
        goingOn(incident);
        Change change = Change.of(incident, now);
        if (incident.state() == IncidentState.RESPONDING) {
            return by.equals(incident.response().by())
                    ? change
                    : change.note(What.RESPONDED, by, by + " responds too, " + how)
                            .by(by, "respond", null);
        }
        return change.edit(next -> {
                    next.state = IncidentState.RESPONDING;
                    next.response = incident.response().taken(by, alert, now);
                    next.clocks.remove(ClockKind.RESPONSE);
                    next.clocks.remove(ClockKind.ESCALATION);
                })
                .note(What.RESPONDED, by, by + " responds, " + how)
                .publish(new Change.News(by + " responds", null, null, by))
                .tellEverywhere(Operation.UPDATE, Operation.UPDATE, by + " responds")
                .by(by, "respond", null);
    }

    /** How it stands, for everybody who waits to hear; the next such word is due later. */
    Change update(Incident incident, String text, String by, Instant now) {
        goingOn(incident);
        Instant due = rules.updateDue(incident.priority(), now);
        return Change.of(incident, now)
                .edit(next -> set(next, ClockKind.UPDATE, due))
                .note(What.UPDATE, by, text)
                .publish(new Change.News(text, null, null, by))
                .tell(new Telling.Channels(Operation.CALL, by + ": " + text))
                .by(by, "update", null);
    }

    Change comment(Incident incident, String text, String by, Instant now) {
        return Change.of(incident, now).note(What.COMMENT, by, text).by(by, "comment", null);
    }

    /**
     * What is so already changes nothing.
     *
     * @param person null: nobody has the role any more
     */
    Change role(Incident incident, Role role, @Nullable String person, String by, Instant now) {
        if (incident.state() == IncidentState.CLOSED) {
            throw over(incident);
        }
        if (Objects.equals(person, incident.roles().get(role))) {
            return Change.of(incident, now);
        }
        String words = person == null ? "Nobody is " + Word.of(role) + " any more" : person + " is " + Word.of(role);
        return Change.of(incident, now)
                .edit(next -> {
                    if (person == null) {
                        next.roles.remove(role);
                    } else {
                        next.roles.put(role, person);
                    }
                })
                .note(What.ROLE, by, words)
                .publish(new Change.News(words, null, null, by))
                .tell(new Telling.Channels(Operation.UPDATE, words))
                .by(by, "role", words);
    }

    /** @param by null when a graver alert did */
    Change priority(Incident incident, Priority to, String why, @Nullable String by, Instant now) {
        goingOn(incident);
        Change change = Change.of(incident, now);
        return to == incident.priority() ? change : prioritise(change, to, why, by);
    }

    Change prioritise(Change change, Priority to, String why, @Nullable String by) {
        Incident incident = change.after();
        String words = "From " + incident.priority() + " to " + to + ": " + why;
        change.edit(next -> reclock(incident, to, change.at(), next))
                .note(What.PRIORITY, by, words)
                .publish(new Change.News(words, null, null, by))
                .tell(new Telling.Channels(Operation.CALL, words));
        return by == null ? change : change.by(by, "priority", words);
    }

    private void reclock(Incident incident, Priority to, Instant now, Incident.Edit next) {
        next.priority = to;
        if (incident.state() == IncidentState.OPEN) {
            // Who makes it graver starts the shorter time now: it could not be kept from an opening long ago.
            Instant from = to.isGraverThan(incident.priority())
                    ? now
                    : incident.response().awaitedSince(incident.origin().at(), now);
            Instant due = rules.responseDue(to, from);
            next.response = incident.response().moved(due);
            next.clocks.put(ClockKind.RESPONSE, due);
            // Whoever makes it graver although its alerts are over wants somebody to come.
            if (!incident.alertsAreOver() || to.isGraverThan(incident.priority())) {
                next.clocks.put(ClockKind.ESCALATION, call(incident, to, now));
            }
        }
        set(next, ClockKind.UPDATE, rules.updateDue(to, now));
        next.postMortem = incident.postMortem().dueAt(rules.needsPostMortem(to), null);
        CustomerNotice.State notice = incident.customerNotice().state();
        if (rules.needsCustomerNotice(to) && notice == CustomerNotice.State.NOT_REQUIRED) {
            next.customerNotice = TellCustomers.DRAFT;
            next.clocks.put(
                    ClockKind.CUSTOMER_NOTICE,
                    now.plus(rules.settings().customerNotice().within()));
        } else if (!rules.needsCustomerNotice(to) && notice == CustomerNotice.State.DRAFT) {
            next.customerNotice = CustomerNotice.NOT_REQUIRED;
            next.clocks.remove(ClockKind.CUSTOMER_NOTICE);
        }
    }

    /** A graver one calls the next level no later than it would have been called anyway. */
    private Instant call(Incident incident, Priority to, Instant now) {
        int level = incident.escalation().level();
        Instant due = level < 0 ? rules.firstCall(to, now) : rules.nextCall(to, level, now);
        Instant before = incident.clock(ClockKind.ESCALATION);
        return to.isGraverThan(incident.priority()) && before != null && before.isBefore(due) ? before : due;
    }

    private static void set(Incident.Edit next, ClockKind kind, @Nullable Instant due) {
        if (due == null) {
            next.clocks.remove(kind);
        } else {
            next.clocks.put(kind, due);
        }
    }

    private static void goingOn(Incident incident) {
        if (!incident.state().isGoingOn()) {
            throw over(incident);
        }
    }

    /** What is closed is not reopened: whoever has the same trouble again opens another. */
    static ProblemException over(Incident incident) {
        String way = incident.state() == IncidentState.CLOSED ? " for good; open another one" : "; reopen it first";
        return new ProblemException(
                NotifierProblem.INCIDENT_IS_OVER,
                "Incident " + incident.number() + " is " + Word.of(incident.state()) + way);
    }
}
