package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.LEVELS;
import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.events.alerts.IncidentOpened;
import io.mooring.events.alerts.IncidentResolved;
import io.mooring.events.alerts.IncidentUpdated;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertIncidents;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.incident.AnswerCalls.Answer;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.oncall.Person;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Alerts in, people called, on a real database; what is said and published is recorded. */
class IncidentFlowIT {

    private static final Map<String, String> SHOP = Map.of("service", "shop");
    private static NotifierDatabase database;

    private final IncidentSettings settings = Situations.settings(Set.of(Priority.P2));
    private final IncidentRules rules = new IncidentRules(settings);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Message> words = new CopyOnWriteArrayList<>();
    private final List<OutgoingEvent> published = new CopyOnWriteArrayList<>();
    private Instant now = NOW;
    private Map<UUID, Muted> muted = Map.of();
    private boolean brokenOutbox;
    private Set<String> unconfigured = Set.of();
    private Incidents incidents;
    private LinkedAlerts links;
    private Timeline timeline;
    private FollowAlerts follow;
    private RunDueClocks clocks;
    private HandleIncident handle;
    private final ActOnIncident act = new ActOnIncident(rules);
    private final HandBackIncident handBack = new HandBackIncident(rules);
    private final EndIncident end = new EndIncident(rules);

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void wire() {
        database.run("TRUNCATE incident CASCADE");
        incidents = new R2dbcIncidents(
                database.client(), new IncidentRow(JsonMapper.builder().build()));
        links = new R2dbcLinkedAlerts(database.client());
        timeline = new R2dbcTimeline(database.client());
        Outbox outbox = events -> Mono.fromRunnable(() -> {
            if (brokenOutbox) {
                throw new IllegalStateException("Killed before the commit");
            }
            published.addAll(List.of(events));
        });
        CommitChange commit = new CommitChange(
                incidents,
                timeline,
                new SayWhereTold(() -> new RecordedWords(said, words), new R2dbcCalls(database.client())),
                outbox,
                new IncidentMessages("https://console.example", settings.zone()),
                settings,
                new Places(settings, "pagerduty"::equals),
                new WhoHasIt(IncidentFlowIT::named, "pagerduty"::equals, name -> !unconfigured.contains(name)),
                new IncidentMeters(new SimpleMeterRegistry()));
        LinkAlerts link = new LinkAlerts(rules, act);
        Mutes mutes = (alerts, at) -> Mono.just(muted);
        Supplier<UUID> ids = UUID::randomUUID;
        OpenForAlert open =
                new OpenForAlert(incidents, links, commit, rules, new OpenIncident(rules), link, () -> mutes, ids);
        follow = new FollowAlerts(incidents, links, commit, rules, link, handBack, open);
        clocks = new RunDueClocks(
                incidents,
                at -> Mono.just(LEVELS),
                new FireClocks(rules, end),
                commit,
                database.transaction(),
                () -> now);
        handle = new HandleIncident(incidents, commit, database.transaction(), () -> now);
    }

    @Test
    void anEmergencyOpensAnIncidentAndCallsUntilSomebodyAcknowledges() {
        Alert alert = Situations.alert("db", Severity.EMERGENCY, SHOP);
        hear(AlertChange.What.RAISED, alert);
        assertThat(all()).singleElement().satisfies(incident -> assertThat(incident.priority())
                .isEqualTo(Priority.P1));
        run();
        after(Duration.ofMinutes(30));
        assertThat(said).contains("ops OPEN", "mail-ann CALL ANEW", "mail-bob CALL ANEW");
        hear(AlertChange.What.ACKNOWLEDGED, again(alert, AlertState.ACKNOWLEDGED));
        said.clear();
        after(Duration.ofMinutes(29));
        assertThat(said).doesNotContain("mail-eve CALL ANEW");
        assertThat(all().getFirst().response().by()).isEqualTo("bob");
        assertThat(whats()).contains(What.OPENED, What.ESCALATED, What.RESPONDED, What.ALERT_ACKNOWLEDGED);
        assertThat(published)
                .extracting(event -> event.payload().getClass().getSimpleName())
                .startsWith(IncidentOpened.class.getSimpleName())
                .contains(IncidentUpdated.class.getSimpleName());
        assertThat(published)
                .filteredOn(event -> event.topic().equals(TopicCatalogue.ALERTS))
                .extracting(OutgoingEvent::key)
                .containsOnly("db");
    }

    @Test
    void anAcknowledgementThatIsGivenBackIsNoResponseAndTheNextLevelIsCalled() {
        Alert alert = Situations.alert("db", Severity.EMERGENCY, SHOP);
        hear(AlertChange.What.RAISED, alert);
        run();
        hear(AlertChange.What.ACKNOWLEDGED, again(alert, AlertState.ACKNOWLEDGED));
        hear(AlertChange.What.UNACKNOWLEDGED, alert);
        assertThat(all().getFirst().state()).isEqualTo(IncidentState.OPEN);
        assertThat(whats()).contains(What.HANDED_BACK);
        assertThat(said).endsWith("ops CALL", "mail-ann UPDATE");
        run();
        after(Duration.ofMinutes(30));
        assertThat(said).contains("mail-bob CALL ANEW");
    }

    @Test
    void whoWasToldOfAnotherPriorityHearsHowItGoesOnAndThatItIsOver() {
        UUID incident = open(Priority.P0).id();
        assertThat(said).containsExactly("ops OPEN", "pagerduty OPEN");
        doTo(incident, (it, at) -> act.priority(it, Priority.P1, "Few are affected", "ann", at));
        doTo(incident, (it, at) -> act.respond(it, "ann", "by hand", at));
        doTo(incident, (it, at) -> end.resolve(it, "Gone", "ann", at));
        assertThat(said)
                .containsExactly(
                        "ops OPEN",
                        "pagerduty OPEN",
                        "ops CALL",
                        "pagerduty UPDATE",
                        "ops UPDATE",
                        "pagerduty UPDATE",
                        "ops CLOSE",
                        "pagerduty CLOSE");
        said.clear();
        doTo(incident, (it, at) -> end.reopen(it, "It is back", "bob", at));
        assertThat(said).as("whose page was closed is not paged for less").containsExactly("ops OPEN");
    }

    @Test
    void whatIsLeftToDoAfterTheEndIsNewsThatChannelsShowAndQuietWordsOpenNoPage() {
        UUID incident = open(Priority.P1).id();
        doTo(incident, (it, at) -> end.resolve(it, "Gone", "ann", at));
        assertThat(words.getLast().status()).isEqualTo(Message.Status.RESOLVED);
        said.clear();
        after(Duration.ofMinutes(30));
        assertThat(said).containsExactly("ops CALL");
        Message due = words.getLast();
        assertThat(due.status()).isEqualTo(Message.Status.NEWS);
        assertThat(due.severity()).isEqualTo(Severity.INFO);
        assertThat(due.words().text()).isEqualTo(due.remark()).contains("Customers have not been told");
        doTo(incident, (it, at) -> act.role(it, Role.SCRIBE, "eve", "ann", at));
        assertThat(words.getLast().status()).isEqualTo(Message.Status.RESOLVED);
        doTo(incident, (it, at) -> new TellCustomers(rules).waive(it, "Nobody noticed", "ann", at));
        doTo(incident, (it, at) -> end.postMortem(it, PostMortem.Progress.DONE, "ann", at));
        doTo(incident, (it, at) -> end.close(it, "ann", at));
        assertThat(said).containsExactly("ops CALL", "ops UPDATE", "ops CLOSE");
    }

    @Test
    void nobodyIsPhonedForWhatIsLeftToDoAfterTheEnd() {
        UUID incident = open(Priority.P0).id();
        doTo(incident, (it, at) -> end.resolve(it, "Gone", "ann", at));
        said.clear();
        after(Duration.ofHours(49));
        assertThat(said).contains("ops CALL").doesNotContain("pagerduty CALL", "pagerduty OPEN");
    }

    /** The dead letters of a channel that nobody configured remind nobody. */
    @Test
    void whereNoChannelCanBeToldWhoeverHasItInHandIsRemindedAndNobodyIsPhoned() {
        unconfigured = Set.of("ops");
        UUID incident = open(Priority.P1).id();
        doTo(incident, (it, at) -> act.respond(it, "Ann Lee (Slack)", "by hand", at));
        said.clear();
        words.clear();
        after(Duration.ofMinutes(30));
        assertThat(said).containsExactly("mail-ann CALL", "mail-ann CALL");
        Message due = words.getFirst();
        assertThat(due.status()).isEqualTo(Message.Status.NEWS);
        assertThat(due.severity()).isEqualTo(Severity.INFO);
        assertThat(words).extracting(Message::remark).contains("Ann Lee (Slack), a status update is due");
        assertThat(whats().stream().filter(What.NOT_TOLD::equals)).hasSize(2);
        doTo(incident, (it, at) -> new TellCustomers(rules).waive(it, "Nobody noticed", "ann", at));
        doTo(incident, (it, at) -> end.resolve(it, "Gone", "ann", at));
        said.clear();
        after(Duration.ofHours(36));
        assertThat(said).containsExactly("mail-ann CALL");
        unconfigured = Set.of();
        said.clear();
        after(Duration.ofHours(12));
        assertThat(said).containsExactly("ops CALL");
    }

    private static Optional<Person> named(String who) {
        return who.startsWith("Ann")
                ? Optional.of(new Person("ann", "Ann Lee", List.of("pagerduty", "mail-ann"), ZoneOffset.UTC))
                : Optional.empty();
    }

    @Test
    void whereSettingsNameNoChannelTheTimelineSaysThatNobodyWasTold() {
        open(Priority.P3);
        assertThat(whats()).contains(What.NOT_TOLD);
    }

    @Test
    void anAlertThatBecomesGraverAfterItsIncidentWasResolvedOpensAnother() {
        Alert warning = Situations.alert("db", Severity.WARNING, SHOP);
        UUID first = open(Priority.P2).id();
        links.link(first, warning.id(), now).block();
        doTo(first, (it, at) -> end.resolve(it, "Looks well", "ann", at));
        hear(
                AlertChange.What.ESCALATED,
                Situations.alert(warning.id(), "db", Severity.EMERGENCY, SHOP, AlertState.FIRING));
        assertThat(all()).hasSize(2);
        assertThat(all().getFirst().priority()).isEqualTo(Priority.P1);
        assertThat(all().getFirst().state()).isEqualTo(IncidentState.OPEN);
    }

    @Test
    void whatWasAnsweredInACallThatIsOverDoesNothingToTheIncidentThatBeganAgain() {
        UUID incident = open(Priority.P1).id();
        AnswerCalls calls = new AnswerIncidents(database.client(), handle, act, handBack, end);
        UUID page = conversation("incident/" + incident);
        assertThat(calls.answer(page, Answer.HAND_BACK, "Ann").block())
                .as("nobody responds")
                .isFalse();
        assertThat(calls.answer(page, Answer.RESPOND, "Ann").block()).isTrue();
        assertThat(calls.answer(page, Answer.HAND_BACK, "Ann").block()).isTrue();
        assertThat(calls.answer(page, Answer.RESOLVE, "Ann").block()).isTrue();
        database.client()
                .sql("UPDATE conversation SET closed_at = now() WHERE id = :id")
                .bind("id", page)
                .then()
                .block();
        doTo(incident, (it, at) -> end.reopen(it, "It is back", "bob", at));
        assertThat(calls.answer(page, Answer.RESOLVE, "Ann").block()).isFalse();
        assertThat(all().getFirst().state()).isEqualTo(IncidentState.OPEN);
    }

    @Test
    void anAlertShowsItsIncidents() {
        Alert alert = Situations.alert("db", Severity.EMERGENCY, SHOP);
        hear(AlertChange.What.RAISED, alert);
        Incident incident = all().getFirst();
        UUID stranger = UUID.randomUUID();
        assertThat(new R2dbcAlertIncidents(database.client())
                        .among(List.of(alert.id(), stranger))
                        .block())
                .isEqualTo(Map.of(
                        alert.id(),
                        List.of(new AlertIncidents.InIncident(
                                incident.id(), incident.number(), "Alert db", "p1", "open"))));
    }

    private void doTo(UUID incident, BiFunction<Incident, Instant, Change> what) {
        handle.act(incident, null, what).block();
    }

    @Test
    void alertsOfOneServiceJoinOneIncident() {
        hear(AlertChange.What.RAISED, Situations.alert("a", Severity.EMERGENCY, SHOP));
        hear(AlertChange.What.RAISED, Situations.alert("b", Severity.EMERGENCY, SHOP));
        hear(AlertChange.What.RAISED, Situations.alert("c", Severity.EMERGENCY, Map.of("service", "mail")));
        hear(AlertChange.What.RAISED, Situations.alert("d", Severity.CRITICAL, SHOP));
        assertThat(all()).hasSize(2);
        assertThat(links.alertsOf(all().getLast().id(), 9).count().block()).isEqualTo(2);
    }

    @Test
    void aStormOpensFewIncidentsAndTheRestJoin() {
        for (int i = 0; i < 20; i++) {
            hear(AlertChange.What.RAISED, Situations.alert("k" + i, Severity.EMERGENCY, Map.of("service", "s" + i)));
        }
        assertThat(all()).hasSize(3);
        assertThat(links.alertsOf(all().getFirst().id(), 99).count().block()).isEqualTo(18);
    }

    @Test
    void alertsThatComeAtTheSameMomentOpenOneIncident() {
        Flux.range(0, 12)
                .flatMap(
                        i -> follow.follow(List.of(new AlertChange(
                                        AlertChange.What.RAISED,
                                        Situations.alert("k" + i, Severity.EMERGENCY, SHOP),
                                        now)))
                                .as(database.transaction()::transactional),
                        6)
                .blockLast();
        assertThat(all()).hasSize(1);
    }

    @Test
    void whoAnswersWhereTheyWereCalledAnswersForTheIncident() {
        UUID incident = open(Priority.P1).id();
        AnswerCalls calls = new AnswerIncidents(database.client(), handle, act, handBack, end);
        UUID carol = conversation("incident/" + incident + "/carol");
        assertThat(calls.answer(carol, Answer.RESPOND, "Carol (PagerDuty)").block())
                .isTrue();
        assertThat(all().getFirst().response().by()).isEqualTo("Carol (PagerDuty)");
        assertThat(calls.answer(conversation("incident/" + incident), Answer.RESOLVE, "Dan (PagerDuty)")
                        .block())
                .isTrue();
        assertThat(all().getFirst().state()).isEqualTo(IncidentState.RESOLVED);
        assertThat(calls.answer(carol, Answer.RESPOND, "Carol (PagerDuty)").block())
                .isFalse();
    }

    /** Called once more while somebody picks up the phone: who answers the former call answers. */
    @Test
    void whoAnswersACallThatGaveWayToTheNextAnswersAllTheSame() {
        UUID incident = open(Priority.P1).id();
        AnswerCalls calls = new AnswerIncidents(database.client(), handle, act, handBack, end);
        String subject = "incident/" + incident + "/carol";
        UUID answered = left(subject, false);
        assertThat(calls.answer(answered, Answer.RESPOND, "Carol (PagerDuty)").block())
                .as("there is no next call")
                .isFalse();
        UUID next = conversation(subject);
        database.client()
                .sql("UPDATE conversation SET destination = :former::text WHERE id = :next")
                .bind("former", answered)
                .bind("next", next)
                .then()
                .block();
        assertThat(calls.answer(left(subject, true), Answer.RESPOND, "Carol (PagerDuty)")
                        .block())
                .as("somebody had it, and gave it back")
                .isFalse();
        assertThat(calls.answer(answered, Answer.RESPOND, "Carol (PagerDuty)").block())
                .isTrue();
        assertThat(all().getFirst().response().by()).isEqualTo("Carol (PagerDuty)");
    }

    private static UUID left(String subject, boolean acknowledged) {
        UUID id = conversation(subject);
        database.client()
                .sql("UPDATE conversation SET closed_at = now(), left_unanswered = :unanswered WHERE id = :id")
                .bind("unanswered", !acknowledged)
                .bind("id", id)
                .then()
                .block();
        return id;
    }

    @Test
    void customersAndWhatIsSaidOfAlertsAnswerForNoIncident() {
        UUID incident = open(Priority.P1).id();
        AnswerCalls calls = new AnswerIncidents(database.client(), handle, act, handBack, end);
        for (String subject : List.of(
                "incident/" + incident + "/customers",
                "incident/" + incident + "/reminders/ann",
                "gathering/" + incident,
                "incident/x")) {
            assertThat(calls.answer(conversation(subject), Answer.RESOLVE, "Mallory")
                            .block())
                    .as(subject)
                    .isNull();
        }
        assertThat(calls.answer(UUID.randomUUID(), Answer.RESOLVE, "Mallory").block())
                .isNull();
        assertThat(all().getFirst().state()).isEqualTo(IncidentState.OPEN);
    }

    private static UUID conversation(String subject) {
        UUID id = UUID.randomUUID();
        database.client()
                .sql("INSERT INTO conversation VALUES (:id, :id::text, :subject, now())")
                .bind("id", id)
                .bind("subject", subject)
                .then()
                .block();
        return id;
    }

    @Test
    void aMutedAlertOpensNothing() {
        Alert alert = Situations.alert("db", Severity.EMERGENCY, SHOP);
        muted = Map.of(alert.id(), new Muted(Muted.Kind.SILENCE, "s", "quiet", null));
        hear(AlertChange.What.RAISED, alert);
        assertThat(all()).isEmpty();
    }

    @Test
    void whenAllItsAlertsAreOverAGraveOneWaitsForAPersonAndALesserOneResolvesItself() {
        Alert grave = Situations.alert("a", Severity.EMERGENCY, SHOP);
        Alert lesser = Situations.alert("b", Severity.CRITICAL, Map.of("tier", "front", "service", "front"));
        hear(AlertChange.What.RAISED, grave);
        hear(AlertChange.What.RAISED, lesser);
        hear(AlertChange.What.RESOLVED, again(grave, AlertState.RESOLVED));
        hear(AlertChange.What.RESOLVED, again(lesser, AlertState.RESOLVED));
        after(Duration.ofMinutes(10));
        assertThat(all())
                .extracting(Incident::priority, Incident::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(Priority.P2, IncidentState.RESOLVED),
                        org.assertj.core.groups.Tuple.tuple(Priority.P1, IncidentState.OPEN));
        assertThat(whats()).contains(What.RESOLUTION_DUE);
        assertThat(published).extracting(event -> event.payload().getClass()).anyMatch(IncidentResolved.class::equals);
    }

    @Test
    void twoWorkersAtOnceFireEachClockOnce() {
        for (int i = 0; i < 8; i++) {
            open(Priority.P0);
        }
        Flux.merge(clocks.run(), clocks.run(), clocks.run()).blockLast();
        assertThat(said.stream().filter("mail-ann CALL ANEW"::equals)).hasSize(8);
    }

    @Test
    void anIncidentThatCannotBeReadKeepsNobodyFromBeingCalledForAnother() {
        Incident broken = open(Priority.P0);
        now = now.plusSeconds(1);
        open(Priority.P0);
        database.client()
                .sql("UPDATE incident SET document = '[]' WHERE id = :id")
                .bind("id", broken.id())
                .then()
                .block();
        run();
        assertThat(said.stream().filter("mail-ann CALL ANEW"::equals)).hasSize(1);
    }

    @Test
    void afterAStormThatIsOverAnEmergencyOpensAnIncidentOfItsOwn() {
        for (int i = 0; i < 3; i++) {
            hear(AlertChange.What.RAISED, Situations.alert("k" + i, Severity.EMERGENCY, Map.of("service", "s" + i)));
        }
        Incident old = all().getLast();
        now = now.plus(Duration.ofDays(1));
        for (int i = 3; i < 6; i++) {
            hear(AlertChange.What.RAISED, Situations.alert("k" + i, Severity.EMERGENCY, Map.of("service", "s" + i)));
        }
        all().stream().limit(3).forEach(it -> doTo(it.id(), (before, at) -> end.resolve(before, "Gone", "ann", at)));
        hear(AlertChange.What.RAISED, Situations.alert("new", Severity.EMERGENCY, Map.of("service", "new")));
        assertThat(all()).hasSize(7);
        assertThat(links.alertsOf(old.id(), 9).count().block()).isEqualTo(1);
    }

    @Test
    void whatIsKilledBeforeTheCommitHasHappenedNotAtAllAndHappensNextTime() {
        open(Priority.P0);
        List<What> before = whats();
        brokenOutbox = true;
        run();
        assertThat(whats()).isEqualTo(before);
        assertThat(all().getFirst().escalation()).isEqualTo(Escalation.NOT_YET);
        brokenOutbox = false;
        run();
        assertThat(whats()).as("what failed is put off").isEqualTo(before);
        after(Duration.ofSeconds(2));
        assertThat(all().getFirst().escalation().name()).isEqualTo("on-call");
        assertThat(whats().stream().filter(What.ESCALATED::equals)).hasSize(1);
    }

    @Test
    void whoActsOnAnOldVersionIsTold() {
        Incident incident = open(Priority.P2);
        handle.act(incident.id(), "\"0\"", (it, at) -> act.comment(it, "first", "ann", at))
                .block();
        assertThatThrownBy(() -> handle.act(incident.id(), "\"0\"", (it, at) -> act.comment(it, "second", "bob", at))
                        .block())
                .hasMessageContaining("changed since");
    }

    private Incident open(Priority priority) {
        Incident.Wording words = new Incident.Wording("The shop is down", "");
        return handle.open(number -> new OpenIncident(rules)
                        .byPerson(UUID.randomUUID(), number, words, List.of(), priority, "ada", handle.now()))
                .block();
    }

    private void hear(AlertChange.What what, Alert alert) {
        follow.follow(List.of(new AlertChange(what, alert, now)))
                .as(database.transaction()::transactional)
                .block();
    }

    private static Alert again(Alert alert, AlertState state) {
        return Situations.alert(alert.id(), alert.key(), alert.severity(), alert.labels(), state);
    }

    private void run() {
        clocks.run().block();
    }

    private void after(Duration duration) {
        now = now.plus(duration);
        run();
    }

    private List<Incident> all() {
        return incidents
                .list(new Incidents.Filter(Set.of(), null, null, 99))
                .collectList()
                .block();
    }

    private List<What> whats() {
        return incidents
                .list(new Incidents.Filter(Set.of(), null, null, 99))
                .concatMap(incident -> timeline.of(incident.id(), 0, 999))
                .map(line -> line.entry().what())
                .collectList()
                .block();
    }
}
