package io.mooring.notifier.incident;

import io.mooring.notifier.oncall.Duty;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What falls due happens once, however late it is noticed: the next time is counted from now, so that a clock that jumps
 * forward brings no burst.
 */
final class FireClocks {

    private final IncidentRules rules;
    private final Escalate escalate;
    private final EndIncident end;

    FireClocks(IncidentRules rules, EndIncident end) {
        this.rules = rules;
        this.escalate = new Escalate(rules);
        this.end = end;
    }

    Change fire(Incident incident, List<Duty> levels, Instant now) {
        if (incident.isDue(ClockKind.RESOLUTION, now) && rules.resolvesItself(incident.priority())) {
            return end.resolve(incident, "All its alerts are over", null, now);
        }
        Change change = Change.of(incident, now);
        for (ClockKind kind : ClockKind.values()) {
            if (incident.isDue(kind, now)) {
                fire(kind, change, levels);
            }
        }
        return change;
    }

    private void fire(ClockKind kind, Change change, List<Duty> levels) {
        switch (kind) {
            case RESPONSE -> responseMissed(change);
            case ESCALATION -> escalate.further(change, levels);
            case UPDATE -> updateDue(change);
            case CUSTOMER_NOTICE -> customersWait(change);
            case RESOLUTION -> resolutionDue(change);
            case POST_MORTEM -> postMortemDue(change);
        }
    }

    private static void responseMissed(Change change) {
        change.edit(next -> next.clocks.remove(ClockKind.RESPONSE))
                .note(
                        What.RESPONSE_MISSED,
                        null,
                        "Nobody has responded in the time that "
                                + change.after().priority() + " has");
    }

    private void updateDue(Change change) {
        String whom = Optional.ofNullable(change.after().roles().get(Role.COMMUNICATIONS))
                .or(() -> Optional.ofNullable(change.after().roles().get(Role.COMMANDER)))
                .or(() -> Optional.ofNullable(change.after().response().by()))
                .map(person -> person + ", a")
                .orElse("A");
        String words = whom + " status update is due";
        remind(change, ClockKind.UPDATE, What.UPDATE_DUE, words);
    }

    private void customersWait(Change change) {
        remind(
                change,
                ClockKind.CUSTOMER_NOTICE,
                What.CUSTOMER_NOTICE_DUE,
                "Customers have not been told: send the notice or waive it");
    }

    private void resolutionDue(Change change) {
        remind(
                change,
                ClockKind.RESOLUTION,
                What.RESOLUTION_DUE,
                "All its alerts are over: resolve it, or say what is left");
    }

    private void remind(Change change, ClockKind kind, What what, String words) {
        Instant next = change.at().plus(rules.settings().updateEvery());
        change.edit(edit -> edit.clocks.put(kind, next)).note(what, null, words).tell(Telling.Channels.reminder(words));
    }

    private void postMortemDue(Change change) {
        Instant due = Objects.requireNonNull(change.after().postMortem().dueAt());
        boolean overdue = !change.at().isBefore(due);
        Instant next = overdue ? change.at().plus(rules.settings().postMortem().remindEvery()) : due;
        String words = overdue ? "The post-mortem is overdue since " + due : "The post-mortem is due at " + due;
        change.edit(edit -> edit.clocks.put(ClockKind.POST_MORTEM, next))
                .note(overdue ? What.POST_MORTEM_OVERDUE : What.POST_MORTEM_DUE, null, words)
                .tell(Telling.Channels.reminder(words));
    }
}
