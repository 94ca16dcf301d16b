package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.NotifierProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IncidentActsTest {

    private static final IncidentRules RULES = Situations.rules();
    private static final ActOnIncident ACT = new ActOnIncident(RULES);
    private static final EndIncident END = new EndIncident(RULES);
    private static final TellCustomers CUSTOMERS = new TellCustomers(RULES);

    @Test
    void respondingTwiceChangesNothingAndASecondPersonIsNoted() {
        Incident taken = ACT.respond(Situations.opened(Priority.P1), "ann", "by hand", NOW)
                .after();
        assertThat(ACT.respond(taken, "ann", "by hand", NOW).isNone()).isTrue();
        Change second = ACT.respond(taken, "bob", "by hand", NOW);
        assertThat(second.after()).isEqualTo(taken);
        assertThat(second.entries()).hasSize(1);
    }

    @Test
    void whoResolvesWhatNobodyRespondedToHasResponded() {
        Incident resolved = END.resolve(Situations.opened(Priority.P2), "Gone", "ann", NOW.plusSeconds(9))
                .after();
        assertThat(resolved.response().firstAt()).isEqualTo(NOW.plusSeconds(9));
        assertThat(resolved.clocks()).isEmpty();
    }

    @Test
    void closingWaitsForCustomersAndForThePostMortem() {
        Incident resolved =
                END.resolve(Situations.opened(Priority.P1), "Gone", "ann", NOW).after();
        problem(NotifierProblem.INCIDENT_UNFINISHED, () -> END.close(resolved, "ann", NOW));
        Incident told = CUSTOMERS.send(resolved, "It works again", "ann", NOW).after();
        problem(NotifierProblem.INCIDENT_UNFINISHED, () -> END.close(told, "ann", NOW));
        Incident written =
                END.postMortem(told, PostMortem.Progress.DONE, "ann", NOW).after();
        assertThat(END.close(written, "ann", NOW).after().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void reopenedItMustBeRespondedToAgainAndTheFirstResponseStaysKnown() {
        Incident taken = ACT.respond(Situations.opened(Priority.P1), "ann", "by hand", NOW)
                .after();
        Incident resolved = END.resolve(taken, "Gone", "ann", NOW).after();
        Incident again =
                END.reopen(resolved, "It is back", "bob", NOW.plusSeconds(60)).after();
        assertThat(again.state()).isEqualTo(IncidentState.OPEN);
        assertThat(again.response().by()).isNull();
        assertThat(again.response().firstAt()).isEqualTo(NOW);
        assertThat(again.clocks()).containsKeys(ClockKind.RESPONSE, ClockKind.ESCALATION, ClockKind.UPDATE);
        assertThat(again.clocks()).doesNotContainKey(ClockKind.POST_MORTEM);
    }

    @Test
    void whatIsOverIsNotRespondedToUpdatedOrResolvedAgain() {
        Incident resolved =
                END.resolve(Situations.opened(Priority.P2), "Gone", "ann", NOW).after();
        problem(NotifierProblem.INCIDENT_IS_OVER, () -> ACT.respond(resolved, "ann", "by hand", NOW));
        problem(NotifierProblem.INCIDENT_IS_OVER, () -> ACT.update(resolved, "x", "ann", NOW));
        problem(NotifierProblem.INCIDENT_IS_OVER, () -> END.resolve(resolved, "x", "ann", NOW));
        problem(NotifierProblem.INCIDENT_GOES_ON, () -> END.close(Situations.opened(Priority.P2), "ann", NOW));
        problem(NotifierProblem.INCIDENT_GOES_ON, () -> END.reopen(Situations.opened(Priority.P2), "x", "ann", NOW));
    }

    @Test
    void aGraverPriorityStartsItsShorterTimeNowAndOwesCustomersAWord() {
        Incident before = Situations.opened(Priority.P2);
        Incident graver = ACT.priority(before, Priority.P0, "All shops", "ann", NOW.plusSeconds(600))
                .after();
        assertThat(graver.response().dueAt()).isEqualTo(NOW.plusSeconds(900));
        assertThat(graver.customerNotice().state()).isEqualTo(CustomerNotice.State.DRAFT);
        assertThat(graver.postMortem().required()).isTrue();
        assertThat(graver.clocks()).containsKeys(ClockKind.UPDATE, ClockKind.CUSTOMER_NOTICE);
        Incident lesser =
                ACT.priority(graver, Priority.P3, "A test shop", "ann", NOW).after();
        assertThat(lesser.customerNotice()).isEqualTo(CustomerNotice.NOT_REQUIRED);
        assertThat(lesser.clocks()).containsOnlyKeys(ClockKind.RESPONSE, ClockKind.ESCALATION);
    }

    @Test
    void acknowledgingAnAlertRespondsOnceForAll() {
        LinkAlerts link = new LinkAlerts(RULES, ACT);
        Incident taken = link.acknowledged(Situations.opened(Priority.P1), new UUID(0, 1), "x", "bob", NOW)
                .after();
        assertThat(taken.response().by()).isEqualTo("bob");
        assertThat(link.acknowledged(taken, new UUID(0, 2), "y", "eve", NOW)
                        .after()
                        .response()
                        .by())
                .isEqualTo("bob");
    }

    @Test
    void customersAreToldOrTheNoticeIsWaivedNotBoth() {
        Incident told = CUSTOMERS
                .send(Situations.opened(Priority.P1), "We are on it", "ann", NOW)
                .after();
        assertThat(told.clocks()).doesNotContainKey(ClockKind.CUSTOMER_NOTICE);
        problem(NotifierProblem.CUSTOMERS_WERE_TOLD, () -> CUSTOMERS.waive(told, "x", "ann", NOW));
        Incident waived = CUSTOMERS
                .waive(Situations.opened(Priority.P1), "Nobody noticed", "ann", NOW)
                .after();
        assertThat(waived.customerNotice().state()).isEqualTo(CustomerNotice.State.WAIVED);
        assertThat(waived.clocks()).doesNotContainKey(ClockKind.CUSTOMER_NOTICE);
    }

    @Test
    void theDraftOfThePostMortemKnowsTheTimesAndKeepsItsTableWhole() {
        Incident taken = ACT.respond(Situations.opened(Priority.P1), "ann", "by hand", NOW.plus(Duration.ofSeconds(90)))
                .after();
        String draft = new DraftPostMortem(java.time.ZoneOffset.UTC)
                .of(taken, java.util.List.of(new Entry(NOW, What.COMMENT, "ann", "a | b\n# c", null)));
        assertThat(draft)
                .contains("First response | 2026-01-09 10:01:30 Z | 0 h 1 min 30 s")
                .contains("| comment | ann | a \\| b \\# c |")
                .contains("| Resolved | never |")
                .contains("## What went well");
    }

    private static void problem(NotifierProblem problem, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                .isEqualTo(problem));
    }
}
