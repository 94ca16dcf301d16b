package io.mooring.notifier.incident;

import io.mooring.notifier.message.Operation;
import io.mooring.notifier.oncall.Duty;
import io.mooring.notifier.oncall.Person;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Calls the next level; one at which nobody can be called is passed at once. */
final class Escalate {

    private final IncidentRules rules;

    Escalate(IncidentRules rules) {
        this.rules = rules;
    }

    /** @param levels who is on call now, lowest level first */
    void further(Change change, List<Duty> levels) {
        int level = change.after().escalation().level() + 1;
        while (level < levels.size() && !canBeCalled(levels.get(level))) {
            change.note(What.NOBODY_ON_CALL, null, nobody(levels.get(level)));
            level++;
        }
        if (level < levels.size()) {
            call(change, level, levels.get(level));
        } else {
            exhausted(change, levels);
        }
    }

    private static boolean canBeCalled(Duty duty) {
        return duty.person() != null && !duty.person().destinations().isEmpty();
    }

    private static String nobody(Duty duty) {
        Person person = duty.person();
        return person == null
                ? "Nobody is on call as " + duty.level() + ": the next level is called at once"
                : person.name() + " is on call as " + duty.level()
                        + " and has no destination: the next level is called at once";
    }

    private void call(Change change, int level, Duty duty) {
        Person person = Objects.requireNonNull(duty.person());
        String name = Objects.requireNonNull(duty.level());
        Instant next = rules.nextCall(change.after().priority(), level, change.at());
        String why = why(change.after(), level);
        change.edit(edit -> {
                    edit.escalation = edit.escalation.calling(level, name, person.id(), person.destinations());
                    // Somebody hears of everything; but nobody further is woken for what is over by then.
                    if (change.after().alertsAreOver()) {
                        edit.clocks.remove(ClockKind.ESCALATION);
                    } else {
                        edit.clocks.put(ClockKind.ESCALATION, next);
                    }
                })
                .note(
                        What.ESCALATED,
                        null,
                        person.name() + " (" + name + ", by " + duty.because().word() + ") is called through "
                                + String.join(", ", person.destinations()) + " because " + why)
                .publish(new Change.News(person.name() + " is called", null, name, null))
                .tell(called(person, name, "You are called as " + name + ": " + why))
                .tell(new Telling.Channels(Operation.UPDATE, person.name() + " (" + name + ") is called"));
    }

    /** To wait for an answer is of no use then; but nobody is woken sooner than for the first call. */
    Change nobodyReached(Incident incident, Instant now) {
        Change change = Change.of(incident, now);
        Instant next = rules.firstCall(incident.priority(), now);
        Instant due = incident.clock(ClockKind.ESCALATION);
        return due == null || !next.isBefore(due)
                ? change
                : change.edit(edit -> edit.clocks.put(ClockKind.ESCALATION, next))
                        .note(
                                What.NOT_TOLD,
                                null,
                                "Nobody who was called as "
                                        + incident.escalation().name() + " could be reached: calling goes on at once");
    }

    private static String why(Incident incident, int level) {
        if (level > 0) {
            return "nobody has responded";
        }
        if (!incident.escalation().called().isEmpty()) {
            return "nobody is on it any more";
        }
        Response response = incident.response();
        boolean first = response.firstAt() == null && response.firstDueAt().equals(response.dueAt());
        return first ? "it was opened" : "it is open again"; // reopened, or handed back before anybody was called
    }

    private void exhausted(Change change, List<Duty> levels) {
        String words = exhaustedWords(levels);
        Instant next = rules.callAgain(change.after().priority(), change.at());
        change.edit(edit -> {
                    edit.escalation = edit.escalation.exhaustedAt(levels.size() - 1);
                    edit.clocks.put(ClockKind.ESCALATION, next);
                })
                .note(What.ESCALATION_EXHAUSTED, null, words)
                .publish(new Change.News(words, null, null, null))
                .tell(Telling.Channels.anew(words));
        Set<String> called = new HashSet<>();
        for (Duty duty : levels) {
            if (canBeCalled(duty)
                    && called.add(Objects.requireNonNull(duty.person()).id())) {
                change.edit(edit -> edit.escalation = remembering(edit.escalation, duty))
                        .tell(called(Objects.requireNonNull(duty.person()), "everybody", words));
            }
        }
    }

    private static String exhaustedWords(List<Duty> levels) {
        if (levels.isEmpty()) {
            return "Nobody can be called: settings name no level in notifier.on-call.levels";
        }
        return levels.stream().anyMatch(Escalate::canBeCalled)
                ? "Nobody has responded at any level: everybody who can be called is called again"
                : "Nobody can be called: at no level is anybody on call who has a destination";
    }

    private static Escalation remembering(Escalation escalation, Duty duty) {
        Person person = Objects.requireNonNull(duty.person());
        String name = escalation.name() == null ? duty.level() : escalation.name();
        return escalation
                .calling(escalation.level(), String.valueOf(name), person.id(), person.destinations())
                .exhaustedAt(escalation.level());
    }

    private static Telling called(Person person, String level, String remark) {
        return new Telling.Called(person.id(), person.destinations(), level, Operation.CALL, remark);
    }
}
