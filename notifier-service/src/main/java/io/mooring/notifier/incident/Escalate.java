package io.mooring.notifier.incident;

import io.mooring.notifier.message.Operation;
import io.mooring.notifier.oncall.Duty;
import io.mooring.notifier.oncall.Person;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
        String why = level == 0 ? "it was opened" : "nobody has responded";
        change.edit(edit -> {
                    edit.escalation = edit.escalation.calling(level, name, person.id(), person.destinations());
                    edit.clocks.put(ClockKind.ESCALATION, next);
                })
                .note(
                        What.ESCALATED,
                        null,
                        person.name() + " (" + name + ", by " + duty.because().word() + ") is called because " + why)
                .publish(new Change.News(person.name() + " is called", null, name, null))
                .tell(called(person, name, "You are called as " + name + ": " + why))
                .tell(new Telling.Channels(Operation.UPDATE, person.name() + " (" + name + ") is called"));
    }

    private void exhausted(Change change, List<Duty> levels) {
        String words = levels.isEmpty()
                ? "Nobody can be called: settings name no level in notifier.on-call.levels"
                : "Nobody has responded, and every level was called: everybody is called again";
        Instant next = rules.callAgain(change.after().priority(), change.at());
        change.edit(edit -> {
                    edit.escalation = edit.escalation.exhaustedAt(levels.size() - 1);
                    edit.clocks.put(ClockKind.ESCALATION, next);
                })
                .note(What.ESCALATION_EXHAUSTED, null, words)
                .publish(new Change.News(words, null, null, null))
                .tell(new Telling.Channels(Operation.CALL, words));
        for (Duty duty : levels) {
            if (canBeCalled(duty)) {
                change.edit(edit -> edit.escalation = remembering(edit.escalation, duty))
                        .tell(called(Objects.requireNonNull(duty.person()), "everybody", words));
            }
        }
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
