package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.LEVELS;
import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.message.Operation;
import io.mooring.notifier.oncall.Duty;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FireClocksTest {

    private static final IncidentRules RULES = Situations.rules();
    private static final EndIncident END = new EndIncident(RULES);
    private static final ActOnIncident ACT = new ActOnIncident(RULES);
    private static final FireClocks CLOCKS = new FireClocks(RULES, END);

    @Test
    void callsTheFirstLevelAtOnceAndTheNextOneWhenNobodyResponds() {
        Change first = CLOCKS.fire(Situations.opened(Priority.P0), LEVELS, NOW);
        assertThat(called(first)).containsExactly("ann");
        assertThat(first.after().clock(ClockKind.ESCALATION)).isEqualTo(NOW.plus(Duration.ofMinutes(5)));
        Change early = CLOCKS.fire(first.after(), LEVELS, NOW.plusSeconds(299));
        assertThat(early.isNone()).isTrue();
        Change second = CLOCKS.fire(first.after(), LEVELS, NOW.plusSeconds(300));
        assertThat(called(second)).containsExactly("bob");
        assertThat(second.after().escalation().name()).isEqualTo("team-lead");
        assertThat(second.news()).isNotNull();
        assertThat(second.news().escalatedTo()).isEqualTo("team-lead");
    }

    @Test
    void nobodyIsCalledAfterSomebodyResponded() {
        Incident called =
                CLOCKS.fire(Situations.opened(Priority.P0), LEVELS, NOW).after();
        Incident taken =
                ACT.respond(called, "ann", "by hand", NOW.plusSeconds(60)).after();
        assertThat(CLOCKS.fire(taken, LEVELS, NOW.plusSeconds(1_000)).isNone()).isTrue();
    }

    @Test
    void aLevelAtWhichNobodyIsOnCallIsPassedAtOnceAndSaidSo() {
        List<Duty> levels = List.of(Situations.nobody("on-call"), Situations.duty("team-lead", "bob"));
        Change change = CLOCKS.fire(Situations.opened(Priority.P1), levels, NOW);
        assertThat(called(change)).containsExactly("bob");
        assertThat(change.entries()).extracting(Entry::what).containsExactly(What.NOBODY_ON_CALL, What.ESCALATED);
    }

    @Test
    void whenNobodyRespondsAtAnyLevelEverybodyIsCalledAgainAndAgain() {
        Incident incident = Situations.opened(Priority.P0);
        Instant at = NOW;
        for (int level = 0; level < LEVELS.size(); level++) {
            incident = CLOCKS.fire(incident, LEVELS, at).after();
            at = at.plus(Duration.ofMinutes(5));
        }
        Change exhausted = CLOCKS.fire(incident, LEVELS, at);
        assertThat(exhausted.after().escalation().exhausted()).isTrue();
        assertThat(called(exhausted)).containsExactly("ann", "bob", "eve");
        assertThat(exhausted.tellings())
                .anyMatch(telling -> telling instanceof Telling.Channels channels && channels.anew());
        Change again = CLOCKS.fire(exhausted.after(), LEVELS, at.plus(Duration.ofMinutes(30)));
        assertThat(called(again)).containsExactly("ann", "bob", "eve");
    }

    @Test
    void whoIsOnCallAtTwoLevelsIsCalledOnceARound() {
        List<Duty> twice = List.of(LEVELS.getFirst(), LEVELS.getFirst());
        Incident all = Situations.opened(Priority.P0)
                .edit(next -> next.escalation = Escalation.NOT_YET.calling(1, "team-lead", "ann", List.of()));
        assertThat(called(CLOCKS.fire(all, twice, NOW))).containsExactly("ann");
    }

    @Test
    void withoutAnyLevelItIsSaidLoudly() {
        Change change = CLOCKS.fire(Situations.opened(Priority.P0), List.of(), NOW);
        assertThat(change.after().escalation().exhausted()).isTrue();
        assertThat(change.entries()).extracting(Entry::what).containsExactly(What.ESCALATION_EXHAUSTED);
    }

    @Test
    void whereNobodyCouldBeCalledItIsNotSaidThatEverybodyWas() {
        List<Duty> empty = List.of(Situations.nobody("on-call"), Situations.nobody("team-lead"));
        Change change = CLOCKS.fire(Situations.opened(Priority.P0), empty, NOW);
        assertThat(change.entries().getLast().words())
                .isEqualTo("Nobody can be called: at no level is anybody on call who has a destination");
    }

    @Test
    void whatIsHandedBackCallsOneLevelAfterTheOther() {
        Incident taken = ACT.respond(
                        CLOCKS.fire(Situations.opened(Priority.P0), LEVELS, NOW).after(), "ann", "by hand", NOW)
                .after();
        Instant later = NOW.plusSeconds(600);
        Incident open =
                new HandBackIncident(RULES).handBack(taken, "", "ann", later).after();
        Change first = CLOCKS.fire(open, LEVELS, later);
        assertThat(called(first)).containsExactly("ann");
        assertThat(called(CLOCKS.fire(first.after(), LEVELS, later.plusSeconds(300))))
                .containsExactly("bob");
    }

    @Test
    void aClockThatJumpsAheadFiresEachOnceAndBringsNoBurst() {
        Incident incident =
                CLOCKS.fire(Situations.opened(Priority.P0), LEVELS, NOW).after();
        Instant later = NOW.plus(Duration.ofDays(1));
        Change jumped = CLOCKS.fire(incident, LEVELS, later);
        assertThat(jumped.entries())
                .extracting(Entry::what)
                .containsExactly(What.RESPONSE_MISSED, What.ESCALATED, What.UPDATE_DUE, What.CUSTOMER_NOTICE_DUE);
        assertThat(jumped.after().clocks())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        ClockKind.ESCALATION, later.plus(Duration.ofMinutes(5)),
                        ClockKind.UPDATE, later.plus(Duration.ofMinutes(30)),
                        ClockKind.CUSTOMER_NOTICE, later.plus(Duration.ofMinutes(30))));
        assertThat(CLOCKS.fire(jumped.after(), LEVELS, later).isNone()).isTrue();
    }

    @Test
    void anUpdateMovesTheReminder() {
        Incident incident = ACT.respond(Situations.opened(Priority.P1), "ann", "by hand", NOW)
                .after();
        Incident said = ACT.update(incident, "We look", "ann", NOW.plus(Duration.ofMinutes(20)))
                .after();
        assertThat(CLOCKS.fire(said, LEVELS, NOW.plus(Duration.ofMinutes(49))).entries())
                .extracting(Entry::what)
                .doesNotContain(What.UPDATE_DUE);
        assertThat(CLOCKS.fire(said, LEVELS, NOW.plus(Duration.ofMinutes(50))).entries())
                .extracting(Entry::what)
                .contains(What.UPDATE_DUE);
    }

    @Test
    void thePostMortemIsRemindedOfThenOverdueUntilItIsDone() {
        Incident resolved = END.resolve(Situations.opened(Priority.P1), "Restarted", "ann", NOW)
                .after();
        assertThat(resolved.postMortem().dueAt()).isEqualTo(NOW.plus(Duration.ofHours(48)));
        Change reminded = CLOCKS.fire(resolved, LEVELS, NOW.plus(Duration.ofHours(36)));
        assertThat(reminded.entries()).extracting(Entry::what).contains(What.POST_MORTEM_DUE);
        Change overdue = CLOCKS.fire(reminded.after(), LEVELS, NOW.plus(Duration.ofHours(48)));
        assertThat(overdue.entries()).extracting(Entry::what).contains(What.POST_MORTEM_OVERDUE);
        assertThat(overdue.after().clock(ClockKind.POST_MORTEM)).isEqualTo(NOW.plus(Duration.ofHours(72)));
        Incident done = END.postMortem(overdue.after(), PostMortem.Progress.DONE, "ann", NOW)
                .after();
        assertThat(done.clocks()).doesNotContainKey(ClockKind.POST_MORTEM);
    }

    @Test
    void whatIsDueTheNextBusinessDayWakesNobodyAtTheWeekend() {
        Instant saturday = Instant.parse("2026-01-10T03:00:00Z");
        assertThat(RULES.responseDue(Priority.P3, saturday)).isEqualTo("2026-01-12T17:00:00Z");
        assertThat(RULES.firstCall(Priority.P3, saturday)).isEqualTo("2026-01-12T09:00:00Z");
        assertThat(RULES.firstCall(Priority.P2, saturday)).isEqualTo(saturday);
        assertThat(RULES.responseDue(Priority.P3, NOW)).as("Friday to Monday").isEqualTo("2026-01-12T17:00:00Z");
    }

    @Test
    void whatMayResolveItselfDoesSomeTimeAfterItsLastAlertAndTheRestIsRemindedOf() {
        LinkAlerts link = new LinkAlerts(RULES, ACT);
        Instant due = NOW.plus(Duration.ofMinutes(10));
        Incident small = link.over(Situations.opened(Priority.P2), new java.util.UUID(0, 1), "x", 0, NOW)
                .after();
        assertThat(CLOCKS.fire(small, LEVELS, due).after().state()).isEqualTo(IncidentState.RESOLVED);
        Incident grave = link.over(Situations.opened(Priority.P1), new java.util.UUID(0, 1), "x", 0, NOW)
                .after();
        Change reminded = CLOCKS.fire(grave, LEVELS, due);
        assertThat(reminded.after().state()).isEqualTo(IncidentState.OPEN);
        assertThat(reminded.entries()).extracting(Entry::what).contains(What.RESOLUTION_DUE);
    }

    @Test
    void nobodyFurtherIsCalledWhileAllItsAlertsAreOver() {
        LinkAlerts link = new LinkAlerts(RULES, ACT);
        java.util.UUID alert = new java.util.UUID(0, 1);
        Instant later = NOW.plus(Duration.ofMinutes(6));
        Incident called =
                CLOCKS.fire(Situations.opened(Priority.P0), LEVELS, NOW).after();
        Change over = link.over(called, alert, "x", 0, NOW.plusSeconds(60));
        assertThat(over.after().clocks()).doesNotContainKey(ClockKind.ESCALATION);
        assertThat(called(CLOCKS.fire(over.after(), LEVELS, later))).isEmpty();
        Incident again = link.joined(over.after(), alert, "x", true, Priority.P0, "plan=x", null, NOW.plusSeconds(90))
                .after();
        assertThat(called(CLOCKS.fire(again, LEVELS, NOW.plusSeconds(389)))).isEmpty();
        assertThat(called(CLOCKS.fire(again, LEVELS, NOW.plusSeconds(390)))).containsExactly("bob");
    }

    @Test
    void whatWasOverBeforeAnybodyWasCalledIsStillToldToTheFirst() {
        LinkAlerts link = new LinkAlerts(RULES, ACT);
        Incident over = link.over(Situations.opened(Priority.P0), new java.util.UUID(0, 1), "x", 0, NOW)
                .after();
        Change first = CLOCKS.fire(over, LEVELS, NOW);
        assertThat(called(first)).containsExactly("ann");
        assertThat(first.after().clocks()).doesNotContainKey(ClockKind.ESCALATION);
    }

    private static List<String> called(Change change) {
        List<String> people = new ArrayList<>();
        for (Telling telling : change.tellings()) {
            if (telling instanceof Telling.Called called && called.operation() == Operation.CALL) {
                people.add(called.person());
            }
        }
        return people;
    }
}
