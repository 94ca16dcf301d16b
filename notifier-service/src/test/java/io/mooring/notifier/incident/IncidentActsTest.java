package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class IncidentActsTest {

    private static final IncidentRules RULES = Situations.rules();
    private static final ActOnIncident ACT = new ActOnIncident(RULES);
    private static final HandBackIncident HAND_BACK = new HandBackIncident(RULES);
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
    void aRoleThatStaysAsItIsChangesNothing() {
        Incident incident = Situations.opened(Priority.P1);
        assertThat(ACT.role(incident, Role.COMMUNICATIONS, null, "ann", NOW).isNone())
                .isTrue();
        Incident given = ACT.role(incident, Role.SCRIBE, "eve", "ann", NOW).after();
        assertThat(ACT.role(given, Role.SCRIBE, "eve", "ann", NOW).isNone()).isTrue();
        Change taken = ACT.role(given, Role.SCRIBE, null, "ann", NOW);
        assertThat(taken.after().roles()).isEmpty();
        assertThat(taken.entries()).extracting(Entry::words).containsExactly("Nobody is scribe any more");
    }

    @Test
    void whatIsMissingIsSaidToBeMissing() {
        assertThatThrownBy(() -> Asked.priority(null)).hasMessageContaining("is missing; it is one of p0, p1, p2, p3");
        assertThatThrownBy(() -> Asked.role(null)).hasMessageContaining("is missing; it is one of commander");
        assertThatThrownBy(() -> Asked.priority("p9")).hasMessageContaining("is none of p0, p1, p2, p3: 'p9'");
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
        Incident told =
                CUSTOMERS.send(resolved, null, "It works again", "ann", NOW).after();
        problem(NotifierProblem.INCIDENT_UNFINISHED, () -> END.close(told, "ann", NOW));
        Incident written =
                END.postMortem(told, PostMortem.Progress.DONE, "ann", NOW).after();
        assertThat(END.close(written, "ann", NOW).after().state()).isEqualTo(IncidentState.CLOSED);
    }

    @Test
    void whoeverWasCalledBeforeItWasResolvedHearsNothingOfItReopenedUntilCalledAgain() {
        Incident called = Situations.opened(Priority.P1)
                .edit(next -> next.escalation = Escalation.NOT_YET.calling(3, "cto", "eve", List.of("pager-eve")));
        Incident resolved = END.resolve(called, "Gone", "ann", NOW).after();
        Incident again =
                END.reopen(resolved, "It is back", "bob", NOW.plusSeconds(60)).after();
        Change taken = ACT.respond(again, "ann", "by hand", NOW.plusSeconds(90));
        assertThat(taken.tellings()).noneMatch(Telling.Called.class::isInstance);
    }

    @Test
    void whoMakesItGraverAfterItsAlertsAreOverCallsSomebodyAtOnce() {
        Instant night = Instant.parse("2026-01-10T03:00:00Z");
        LinkAlerts link = new LinkAlerts(RULES, ACT);
        Incident opened = Situations.opened(Priority.P3)
                .edit(next -> next.clocks.put(ClockKind.ESCALATION, Instant.parse("2026-01-12T09:00:00Z")));
        Incident over = link.over(opened, new UUID(0, 1), "x", 0, night).after();
        Incident graver =
                ACT.priority(over, Priority.P0, "It is worse", "ann", night).after();
        assertThat(graver.clocks()).containsEntry(ClockKind.ESCALATION, night);
    }

    @Test
    void anAlertThatIsOverBelongsToItAndMakesNothingGoOn() {
        LinkAlerts link = new LinkAlerts(RULES, ACT);
        Incident over = link.over(Situations.opened(Priority.P1), new UUID(0, 1), "x", 0, NOW)
                .after();
        Incident joined = link.joined(over, new UUID(0, 2), "y", false, Priority.P1, "added", "ann", NOW.plusSeconds(9))
                .after();
        assertThat(joined.clocks()).isEqualTo(over.clocks());
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
                .send(Situations.opened(Priority.P1), null, "We are on it", "ann", NOW)
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
    void aDraftThatIsWrittenAfterCustomersWereToldIsNotShownAsTold() {
        Incident told = CUSTOMERS
                .send(Situations.opened(Priority.P1), "Orders fail", "We are on it", "ann", NOW)
                .after();
        Incident drafted = CUSTOMERS
                .write(told, null, "It works again", "bob", NOW.plusSeconds(60))
                .after();
        IncidentView.NoticeView shown = IncidentView.of(drafted, List.of(), NOW).customerNotice();
        assertThat(shown)
                .isEqualTo(new IncidentView.NoticeView(
                        true,
                        "sent",
                        "Orders fail",
                        "We are on it",
                        null,
                        "ann",
                        NOW,
                        new IncidentView.DraftView(
                                "A problem with our service", "It works again", "bob", NOW.plusSeconds(60))));
        Incident again = CUSTOMERS
                .send(drafted, null, "It works again", "eve", NOW.plusSeconds(90))
                .after();
        assertThat(again.customerNotice())
                .isEqualTo(CustomerNotice.sent(null, "It works again", "eve", NOW.plusSeconds(90)));
    }

    @Test
    void aDraftIsByWhoWroteItWhoeverWaivedTheNoticeBefore() {
        Incident waived = CUSTOMERS
                .waive(Situations.opened(Priority.P1), "Nobody noticed", "ann", NOW)
                .after();
        Incident drafted = CUSTOMERS
                .write(waived, null, "Somebody did", "bob", NOW.plusSeconds(60))
                .after();
        assertThat(drafted.customerNotice().state()).isEqualTo(CustomerNotice.State.DRAFT);
        assertThat(drafted.customerNotice().by()).isEqualTo("bob");
        assertThat(drafted.customerNotice().at()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void onlyANoticeThatIsOwedIsWaived() {
        Incident lesser = Situations.opened(Priority.P2);
        problem(NotifierProblem.NOTICE_NOT_REQUIRED, () -> CUSTOMERS.waive(lesser, "x", "ann", NOW));
        Incident resolved = END.resolve(lesser, "Gone", "ann", NOW).after();
        Incident closed = END.close(resolved, "ann", NOW).after();
        problem(NotifierProblem.INCIDENT_IS_OVER, () -> CUSTOMERS.waive(closed, "x", "ann", NOW));
    }

    @Test
    void ofAReopenedOneALesserPriorityCountsFromWhenItWasReopened() {
        Instant reopened = NOW.plus(Duration.ofDays(3));
        Incident resolved =
                END.resolve(Situations.opened(Priority.P1), "Gone", "ann", NOW).after();
        Incident again = END.reopen(resolved, "It is back", "bob", reopened).after();
        Incident lesser = ACT.priority(again, Priority.P2, "Few", "ann", reopened.plusSeconds(60))
                .after();
        assertThat(lesser.response().dueAt()).isEqualTo(reopened.plusSeconds(7_200));
        assertThat(lesser.clock(ClockKind.RESPONSE)).isEqualTo(reopened.plusSeconds(7_200));
        Incident first = ACT.priority(Situations.opened(Priority.P1), Priority.P2, "Few", "ann", NOW.plusSeconds(60))
                .after();
        assertThat(first.response().dueAt()).as("never reopened").isEqualTo(NOW.plusSeconds(7_200));
    }

    @Test
    void ofAnOlderRowThatDoesNotSayWhenItWasReopenedALesserPriorityCountsFromNow() {
        Instant now = NOW.plus(Duration.ofDays(3));
        Incident old = Situations.opened(Priority.P1)
                .edit(next -> next.response =
                        new Response(now.plusSeconds(1_800), null, null, null, NOW.plusSeconds(1_800), NOW, null));
        assertThat(ACT.priority(old, Priority.P2, "Few", "ann", now)
                        .after()
                        .response()
                        .dueAt())
                .isEqualTo(now.plusSeconds(7_200));
    }

    @Test
    void theDraftOfThePostMortemKnowsTheTimesAndKeepsItsTableWhole() {
        Incident taken = ACT.respond(Situations.opened(Priority.P1), "ann", "by hand", NOW.plus(Duration.ofSeconds(90)))
                .after();
        String draft = new DraftPostMortem(ZoneOffset.UTC)
                .of(taken, List.of(passage(1, 1, new Entry(NOW, What.COMMENT, "ann", "a | b\n# c", null))));
        assertThat(draft)
                .contains("First response | 2026-01-09 10:01:30 Z | 0 h 1 min 30 s")
                .contains("| comment | ann | a \\| b \\# c |")
                .contains("| Resolved | never |")
                .contains("## What went well");
    }

    @Test
    void whatIsHandedBackIsCalledForAgainFromTheFirstLevel() {
        Incident taken = ACT.respond(Situations.opened(Priority.P0), "ann", "by hand", NOW)
                .after();
        Instant later = NOW.plusSeconds(600);
        Change change = HAND_BACK.handBack(taken, "the wrong one", "ann", later);
        Incident open = change.after();
        assertThat(open.state()).isEqualTo(IncidentState.OPEN);
        assertThat(open.response().by()).isNull();
        assertThat(open.response().at()).isNull();
        assertThat(open.response().firstAt()).isEqualTo(NOW);
        assertThat(open.clock(ClockKind.RESPONSE)).isEqualTo(later.plusSeconds(300));
        assertThat(open.clock(ClockKind.ESCALATION)).isEqualTo(later);
        assertThat(change.entries()).extracting(Entry::words).containsExactly("ann handed it back: the wrong one");
        problem(NotifierProblem.INCIDENT_NOT_RESPONDED, () -> HAND_BACK.handBack(open, "", "ann", later));
        Incident resolved = END.resolve(taken, "Gone", "ann", later).after();
        problem(NotifierProblem.INCIDENT_IS_OVER, () -> HAND_BACK.handBack(resolved, "", "ann", later));
    }

    @Test
    void anAlertThatIsGivenBackTakesTheResponseWithItThatCameByItAndNoOther() {
        LinkAlerts link = new LinkAlerts(RULES, ACT);
        UUID alert = new UUID(0, 1);
        Incident byAlert = link.acknowledged(Situations.opened(Priority.P1), alert, "x", "bob", NOW)
                .after();
        Change fallen = HAND_BACK.unacknowledged(byAlert, alert, "x", "bob", NOW);
        assertThat(fallen.after().state()).isEqualTo(IncidentState.OPEN);
        assertThat(fallen.after().clocks()).containsKey(ClockKind.ESCALATION);
        assertThat(HAND_BACK
                        .unacknowledged(byAlert, new UUID(0, 2), "y", "bob", NOW)
                        .isNone())
                .isTrue();
        Incident byHand = ACT.respond(Situations.opened(Priority.P1), "ann", "by hand", NOW)
                .after();
        assertThat(HAND_BACK.unacknowledged(byHand, alert, "x", "bob", NOW).isNone())
                .isTrue();
    }

    @Test
    void whileNobodyRespondsAgainNobodyIsShownToAndTheFirstResponseStaysMeasured() {
        Incident taken = ACT.respond(Situations.opened(Priority.P1), "ann", "by hand", NOW.plusSeconds(60))
                .after();
        Incident resolved =
                END.resolve(taken, "Gone", "ann", NOW.plusSeconds(90)).after();
        Incident again = END.reopen(resolved, "It is back", "bob", NOW.plusSeconds(9_000))
                .after();
        IncidentView view = IncidentView.of(again, List.of(), NOW);
        assertThat(view.respondedAt()).isNull();
        assertThat(view.firstRespondedAt()).isEqualTo(NOW.plusSeconds(60));
        assertThat(view.responseDueAt()).isEqualTo(NOW.plusSeconds(9_000 + 1_800));
        assertThat(again.response().firstDueAt()).isEqualTo(NOW.plusSeconds(1_800));
        Incident twice =
                END.resolve(again, "Gone", "eve", NOW.plusSeconds(9_100)).after();
        assertThat(twice.response().by()).isEqualTo("eve");
        assertThat(twice.response().firstAt()).isEqualTo(NOW.plusSeconds(60));
    }

    @Test
    void whatWasMissedStaysMissedWhenItIsReopened() {
        Incident itself = END.resolve(Situations.opened(Priority.P2), "By itself", null, NOW.plusSeconds(9_000))
                .after();
        Incident again =
                END.reopen(itself, "It is back", "bob", NOW.plusSeconds(9_900)).after();
        assertThat(again.response().firstDueAt()).isEqualTo(NOW.plusSeconds(7_200));
    }

    @Test
    void customersReadNothingThatIsTheTeamsOwn() {
        Incident incident = Situations.opened(Priority.P0);
        assertThat(incident.customerNotice().text()).doesNotContain("The shop is down");
        Change told = CUSTOMERS.send(incident, null, "We are on it", "ann", NOW);
        assertThat(told.tellings())
                .contains(new Telling.Customers(Operation.CALL, "A problem with our service", "We are on it"));
        Change again = CUSTOMERS.send(told.after(), "It works again", "Sorry", "ann", NOW);
        assertThat(again.tellings()).contains(new Telling.Customers(Operation.CALL, "It works again", "Sorry"));
        assertThat(again.entries()).extracting(Entry::words).containsExactly("It works again\n\nSorry");
        Message message = new IncidentMessages("", ZoneOffset.UTC).toCustomers("It works again", "Sorry");
        assertThat(message.status()).isEqualTo(Message.Status.NOTICE);
        assertThat(message.severity()).isEqualTo(Severity.INFO);
    }

    @Test
    void whereTheServiceIsKnownCustomersReadItsName() {
        OpenIncident.AlertSeen alert =
                new OpenIncident.AlertSeen(new UUID(0, 1), "db", "service=shop", "Disk of db-7 is full", "emergency");
        Incident incident = new OpenIncident(RULES)
                .byAlert(new UUID(0, 2), 1, new Incident.Wording("Disk of db-7 is full", ""), alert, Priority.P1, NOW)
                .after();
        assertThat(IncidentView.of(incident, List.of(), NOW).customerNotice().title())
                .isEqualTo("A problem with shop");
    }

    @Test
    void whatIsClosedIsOverForGoodAndNobodyIsToldToReopenIt() {
        Incident closed = END.close(
                        END.resolve(Situations.opened(Priority.P2), "Gone", "ann", NOW)
                                .after(),
                        "ann",
                        NOW)
                .after();
        assertThatThrownBy(() -> END.reopen(closed, "x", "ann", NOW))
                .hasMessageContaining("closed for good")
                .hasMessageNotContaining("reopen it");
        assertThatThrownBy(() -> END.close(Situations.opened(Priority.P2), "ann", NOW))
                .hasMessageContaining("is open, not resolved");
    }

    @Test
    void aLongTimelineLeavesItsMiddleOutAndSaysSo() {
        List<Timeline.Passage> passages = LongStream.rangeClosed(1, 300)
                .mapToObj(number -> passage(number, 300, entry("*".repeat(1_000) + " number " + number)))
                .toList();
        String table = new DraftTimeline(DateTimeFormatter.ISO_INSTANT).of(passages);
        assertThat(table.length()).isLessThan(Asked.MARKDOWN * 4 / 5);
        assertThat(table)
                .contains("number 1 |", "number 300 |", "lines are left out here")
                .doesNotContain("number 150 |");
        long rows = table.lines().filter(line -> line.contains(" number ")).count();
        assertThat(table).contains("_" + (300 - rows) + " lines are left out here");
    }

    @Test
    void whatTheStoryDoesNotHoldIsCountedAsLeftOut() {
        String table = new DraftTimeline(DateTimeFormatter.ISO_INSTANT)
                .of(List.of(passage(1, 10, entry("first")), passage(10, 10, entry("last"))));
        assertThat(table).containsSubsequence("first", "8 lines are left out here", "last");
    }

    private static Entry entry(String words) {
        return new Entry(NOW, What.COMMENT, "ann", words, null);
    }

    private static Timeline.Passage passage(long number, long of, Entry entry) {
        return new Timeline.Passage(number, of, 1, entry);
    }

    private static void problem(NotifierProblem problem, ThrowingCallable act) {
        assertThatThrownBy(act).isInstanceOfSatisfying(ProblemException.class, thrown -> assertThat(thrown.problem())
                .isEqualTo(problem));
    }
}
