package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How an incident ends, and begins again. */
final class EndIncident {

    private final IncidentRules rules;

    EndIncident(IncidentRules rules) {
        this.rules = rules;
    }

    /** @param by null when its alerts ended; whoever resolves what nobody responded to has responded by that */
    Change resolve(Incident incident, String summary, @Nullable String by, Instant now) {
        require(incident, IncidentState.RESOLVED);
        boolean owed = rules.needsPostMortem(incident.priority());
        Instant due = owed ? now.plus(rules.settings().postMortem().within()) : null;
        String who = by == null ? "By itself: " : by + ": ";
        Change change = Change.of(incident, now)
                .edit(next -> {
                    next.state = IncidentState.RESOLVED;
                    next.response = answered(incident.response(), by, now);
                    next.resolution = new Resolution(now, by, summary);
                    next.postMortem = incident.postMortem().dueAt(owed, due);
                    for (ClockKind kind : ClockKind.values()) {
                        if (kind != ClockKind.CUSTOMER_NOTICE) {
                            next.clocks.remove(kind);
                        }
                    }
                    if (due != null && next.postMortem.owed()) {
                        next.clocks.put(ClockKind.POST_MORTEM, firstReminder(due, now));
                    }
                })
                .note(What.RESOLVED, by, summary)
                .tellEverywhere(Operation.CLOSE, Operation.CLOSE, "Resolved. " + who + summary);
        return by == null ? change : change.by(by, "resolve", summary);
    }

    private Instant firstReminder(Instant due, Instant now) {
        Instant early = due.minus(rules.settings().postMortem().remindBefore());
        return early.isAfter(now) ? early : due;
    }

    private static Response answered(Response before, @Nullable String by, Instant now) {
        return by == null || before.by() != null ? before : before.taken(by, null, now);
    }

    /**
     * It was not over: somebody must respond again, and levels are called from the first. Who was called before has heard that it
     * was over, and has nothing to do with it until called again.
     */
    Change reopen(Incident incident, String why, String by, Instant now) {
        reopenable(incident);
        Priority priority = incident.priority();
        Instant due = rules.responseDue(priority, now);
        Instant update = rules.updateDue(priority, now);
        return Change.of(incident, now)
                .edit(next -> {
                    next.state = IncidentState.OPEN;
                    next.resolution = null;
                    next.response = incident.response().again(due, now);
                    next.escalation = Escalation.NOT_YET;
                    next.postMortem = incident.postMortem().dueAt(rules.needsPostMortem(priority), null);
                    next.clocks.remove(ClockKind.POST_MORTEM);
                    next.clocks.put(ClockKind.RESPONSE, due);
                    next.clocks.put(ClockKind.ESCALATION, rules.firstCall(priority, now));
                    if (update != null) {
                        next.clocks.put(ClockKind.UPDATE, update);
                    }
                })
                .note(What.REOPENED, by, why)
                .publish(new Change.News("Reopened: " + why, null, null, by))
                .tell(new Telling.Channels(Operation.OPEN, "Reopened by " + by + ": " + why))
                .by(by, "reopen", why);
    }

    /** Only when customers and the post-mortem are owed nothing. */
    Change close(Incident incident, String by, Instant now) {
        require(incident, IncidentState.CLOSED);
        if (incident.customerNotice().state() == CustomerNotice.State.DRAFT) {
            throw unfinished(incident, "customers were not told: send the notice or waive it");
        }
        if (incident.postMortem().owed()) {
            throw unfinished(incident, "its post-mortem is not done");
        }
        return Change.of(incident, now)
                .edit(next -> {
                    next.state = IncidentState.CLOSED;
                    next.clocks.clear();
                })
                .note(What.CLOSED, by, "Nothing is left to do")
                .publish(new Change.News("Closed", null, null, by))
                .tell(new Telling.Channels(Operation.CLOSE, "Closed by " + by + ": nothing is left to do"))
                .by(by, "close", null);
    }

    Change postMortem(Incident incident, PostMortem.Progress progress, String by, Instant now) {
        boolean done = progress == PostMortem.Progress.DONE;
        if (done && incident.state().isGoingOn()) {
            throw new ProblemException(
                    NotifierProblem.INCIDENT_GOES_ON, "Incident " + incident.number() + " is not resolved yet");
        }
        return Change.of(incident, now)
                .edit(next -> {
                    next.postMortem = incident.postMortem().at(progress);
                    if (done) {
                        next.clocks.remove(ClockKind.POST_MORTEM);
                    }
                })
                .note(
                        done ? What.POST_MORTEM_DONE : What.POST_MORTEM_WRITTEN,
                        by,
                        done ? "The post-mortem is done" : "The post-mortem was edited")
                .by(by, done ? "post-mortem-done" : "post-mortem-edit", null);
    }

    private static ProblemException unfinished(Incident incident, String why) {
        return new ProblemException(
                NotifierProblem.INCIDENT_UNFINISHED, "Incident " + incident.number() + " stays open: " + why);
    }

    private static void reopenable(Incident incident) {
        if (incident.state().isGoingOn()) {
            throw goesOn(incident);
        }
        require(incident, IncidentState.OPEN);
    }

    private static void require(Incident incident, IncidentState next) {
        if (!incident.state().mayBecome(next)) {
            throw incident.state().isGoingOn() ? goesOn(incident) : ActOnIncident.over(incident);
        }
    }

    private static ProblemException goesOn(Incident incident) {
        return new ProblemException(
                NotifierProblem.INCIDENT_GOES_ON,
                "Incident " + incident.number() + " is " + Word.of(incident.state()) + ", not resolved");
    }
}
