package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.IncidentCare.Care;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.oncall.Because;
import io.mooring.notifier.oncall.Duty;
import io.mooring.notifier.oncall.Person;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** What becomes of calls that arrive and of those that do not, on a real database. */
class FollowCallsIT {

    /** Whatever is not named here has none. */
    private static final Map<String, String> STAND_INS = Map.of(
            "pager-ann",
            "old-pager",
            "old-pager",
            "mail-ann",
            "mail-ann",
            "mail-ops",
            "pager-bob",
            "broken",
            "ops",
            "mail-ops");

    private static final Set<String> UNCONFIGURED = Set.of("old-pager");
    private static NotifierDatabase database;

    private final IncidentSettings settings = Situations.settings(Set.of());
    private final IncidentRules rules = new IncidentRules(settings);
    private final ActOnIncident act = new ActOnIncident(rules);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private List<Duty> levels = List.of(duty("on-call", "ann", "pager-ann"), duty("cto", "eve", "pager-eve"));
    private Instant now = NOW;
    private Incidents incidents;
    private Timeline timeline;
    private RunDueClocks clocks;
    private HandleIncident handle;
    private FollowCalls follow;
    private WarnOfUnheard warn;

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
        run("TRUNCATE delivery CASCADE");
        run("TRUNCATE destination_state");
        incidents = new R2dbcIncidents(
                database.client(), new IncidentRow(JsonMapper.builder().build()));
        timeline = new R2dbcTimeline(database.client());
        Calls calls = new R2dbcCalls(database.client());
        CommitChange commit = new CommitChange(
                incidents,
                timeline,
                new SayWhereTold(() -> new PlannedWords(database.client(), said), calls),
                events -> Mono.empty(),
                new IncidentMessages("", settings.zone()),
                settings,
                new Places(settings, FollowCallsIT::phones),
                new WhoHasIt(who -> Optional.empty(), FollowCallsIT::phones, name -> true),
                new IncidentMeters(new SimpleMeterRegistry()));
        handle = new HandleIncident(incidents, commit, database.transaction(), () -> now);
        clocks = new RunDueClocks(
                incidents,
                at -> Mono.just(levels),
                new FireClocks(rules, new EndIncident(rules)),
                commit,
                database.transaction(),
                () -> now);
        StandInOrder order = new StandInOrder(
                name -> Optional.of(new Destination(name, "test", "", "", STAND_INS.get(name))),
                destination -> !UNCONFIGURED.contains(destination.name()),
                FollowCallsIT::phones);
        follow = new FollowCalls(
                calls,
                incidents,
                timeline,
                commit,
                new Escalate(rules),
                new CallStandIns(order, rules),
                database.transaction(),
                () -> now,
                Duration.ofSeconds(30));
        warn = new WarnOfUnheard(calls, incidents, heard -> Mono.fromRunnable(() -> reports.addAll(heard)), () -> now);
    }

    private static boolean phones(String name) {
        return name.startsWith("pager");
    }

    private static Duty duty(String level, String person, String... destinations) {
        return new Duty(
                level, "x", new Person(person, person, List.of(destinations), ZoneOffset.UTC), Because.ROTATION, null);
    }

    @Test
    void whoeverIsCalledIsToldOnlyWhenItArrived() {
        UUID incident = open(Priority.P1);
        assertThat(lines()).contains("ann (on-call, by rotation) is called through pager-ann because it was opened");
        assertThat(lines(What.TOLD)).isEmpty();
        settle("ops", "DELIVERED", "");
        settle("pager-ann", "DELIVERED", "");
        long version = incidents.find(incident).block().version();
        follow();
        follow();
        assertThat(lines(What.TOLD))
                .containsExactlyInAnyOrder(
                        "ops is told", "pager-ann is told: You are called as on-call: it was opened");
        assertThat(incidents.find(incident).block().version())
                .as("whoever is about to act is not refused for it")
                .isEqualTo(version);
        assertThat(lines(What.NOT_TOLD)).isEmpty();
    }

    @Test
    void whatDidNotArriveIsSaidAndTheStandInIsCalledOnceHoweverManyLook() {
        UUID incident = open(Priority.P1);
        settle("pager-ann", "DEAD", "PagerDuty refused it: no such key");
        Flux.merge(follow.follow(), follow.follow(), follow.follow()).blockLast();
        assertThat(said.stream().filter("mail-ann CALL ANEW"::equals))
                .as("what stands in and is not configured gives way to its own stand-in")
                .hasSize(1);
        assertThat(lines(What.NOT_TOLD))
                .containsExactly(
                        "pager-ann was not told 'You are called as on-call: it was opened': PagerDuty refused it:"
                                + " no such key; mail-ann is called in its place");
        assertThat(incidents.find(incident).block().escalation().called())
                .containsEntry("ann", List.of("pager-ann", "mail-ann"));
        settle("mail-ann", "DEAD", "");
        follow();
        assertThat(said).endsWith("mail-ops CALL ANEW");
        settle("mail-ops", "DELIVERED", "");
        assertThat(standIns())
                .as("as the list of deliveries shows it")
                .containsExactlyInAnyOrder("mail-ann for pager-ann", "mail-ops for mail-ann");
        follow();
        assertThat(lines(What.TOLD))
                .containsExactly("mail-ops is told in place of mail-ann: You are called as on-call: it was opened");
        assertThat(said).as("somebody was reached").doesNotContain("pager-eve CALL ANEW");
    }

    private List<String> standIns() {
        Map<UUID, String> destinations = database.client()
                .sql("SELECT conversation_id, destination FROM delivery")
                .map(row -> Map.entry(
                        IncidentRow.value(row, "conversation_id", UUID.class),
                        IncidentRow.value(row, "destination", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block();
        return new StandInsOfCalls(database.client())
                .among(destinations.keySet()).block().entrySet().stream()
                        .map(one -> destinations.get(one.getKey()) + " for " + one.getValue())
                        .toList();
    }

    @Test
    void aStandInThatIsCalledAnywayIsCalledOnce() {
        levels = List.of(duty("on-call", "ann", "pager-ann", "mail-ann"));
        open(Priority.P1);
        settle("pager-ann", "DEAD", "");
        follow();
        assertThat(said.stream().filter("mail-ann CALL ANEW"::equals)).hasSize(1);
        assertThat(lines(What.NOT_TOLD))
                .singleElement()
                .asString()
                .endsWith("mail-ann, its stand-in, is called anyway");
    }

    @Test
    void whereNobodyOfALevelWasReachedTheNextIsCalledAtOnceAndNobodyTwice() {
        levels = List.of(
                duty("on-call", "ann", "page-ann", "gone"),
                duty("team-lead", "bob", "gone"),
                duty("cto", "eve", "page-eve"));
        open(Priority.P1);
        settle("page-ann", "DEAD", "");
        Flux.merge(follow.follow(), follow.follow()).blockLast();
        Flux.merge(clocks.run(), clocks.run()).blockLast();
        assertThat(lines(What.ESCALATED)).hasSize(2).last().asString().startsWith("bob (team-lead");
        Flux.merge(follow.follow(), follow.follow()).blockLast();
        clocks.run().block();
        assertThat(lines(What.ESCALATED)).hasSize(3).last().asString().startsWith("eve (cto");
        assertThat(lines(What.NOT_TOLD))
                .filteredOn(line -> line.startsWith("Nobody who was called"))
                .containsExactly(
                        "Nobody who was called as on-call could be reached: calling goes on at once",
                        "Nobody who was called as team-lead could be reached: calling goes on at once");
        settle("page-eve", "DEAD", "");
        for (int round = 0; round < 3; round++) {
            follow();
            clocks.run().block();
            settle("page-ann", "DEAD", "");
            settle("page-eve", "DEAD", "");
        }
        assertThat(lines(What.ESCALATION_EXHAUSTED))
                .as("everybody at once, and then as seldom as settings say")
                .hasSize(1);
    }

    @Test
    void whatWasTriedAndDidNotArriveInTimeIsCalledElsewhereAndMayArriveAfterAll() {
        open(Priority.P1);
        run("UPDATE delivery SET created_at = created_at - interval '31 seconds'");
        follow();
        assertThat(lines(What.NOT_TOLD)).as("nobody tried yet").isEmpty();
        run("UPDATE delivery SET attempts = 1, state = 'SENDING' WHERE destination = 'pager-ann'");
        follow();
        assertThat(lines(What.NOT_TOLD)).as("it may be arriving").isEmpty();
        run("INSERT INTO destination_state (name, pauses, why) VALUES ('ops', 1, 'It is away')");
        run("UPDATE delivery SET state = 'UNKNOWN' WHERE destination = 'pager-ann'");
        follow();
        assertThat(lines(What.NOT_TOLD))
                .containsExactlyInAnyOrder(
                        "pager-ann was not told 'You are called as on-call: it was opened' within 30 s; mail-ann is called in"
                                + " its place",
                        "ops was not told of it within 30 s: It is away; mail-ops is called in its place");
        settle("pager-ann", "DELIVERED", "");
        follow();
        follow();
        assertThat(lines(What.TOLD))
                .containsExactly("pager-ann is told after all: You are called as on-call: it was opened");
    }

    /** Another message was asked to wait, and with it whatever is to go there. */
    @Test
    void whatIsNotTriedSinceItsDestinationAskedToWaitIsCalledElsewhere() {
        UUID incident = open(Priority.P1);
        UUID alert = UUID.randomUUID();
        new R2dbcLinkedAlerts(database.client()).link(incident, alert, now).block();
        asksToWait("ops", "2 seconds");
        asksToWait("pager-ann", "1 hour");
        follow();
        assertThat(lines(What.NOT_TOLD)).as("it may end in time").isEmpty();
        run("UPDATE delivery SET created_at = created_at - interval '31 seconds'");
        run("UPDATE destination_state SET not_before = now() - interval '1 second' WHERE name = 'ops'");
        follow();
        assertThat(lines(What.NOT_TOLD))
                .containsExactly(
                        "pager-ann was not told 'You are called as on-call: it was opened' within 30 s: It asks to wait;"
                                + " mail-ann is called in its place");
        settle("mail-ann", "DEAD", "");
        follow();
        settle("mail-ops", "DEAD", "");
        follow();
        assertThat(lines(What.NOT_TOLD))
                .contains("Nobody who was called as on-call could be reached: calling goes on at once");
        assertThat(care(alert).now()).as("nobody was reached").isFalse();
    }

    @Test
    void aWaitUntilATimeThatAWrongClockWroteHoldsNothingUp() {
        open(Priority.P1);
        asksToWait("pager-ann", "3 hours");
        run("UPDATE delivery SET created_at = created_at - interval '31 seconds'");
        follow();
        assertThat(lines(What.NOT_TOLD)).isEmpty();
    }

    private static void asksToWait(String destination, String time) {
        run("INSERT INTO destination_state (name, not_before, why) VALUES ('" + destination + "', now() + interval '"
                + time + "', 'It asks to wait')");
    }

    @Test
    void nobodyIsCalledInPlaceOfOthersOnceSomebodyRespondsNorWokenForWhatHasTime() {
        UUID first = open(Priority.P1);
        handle.act(first, null, (it, at) -> act.respond(it, "ann", "by hand", at))
                .block();
        settle("pager-ann", "DEAD", "");
        follow();
        assertThat(said).doesNotContain("mail-ann CALL ANEW");
        assertThat(new StandInOrder(
                                name -> Optional.of(
                                        new Destination(name, "test", "", "", name.equals("mail") ? "pager" : null)),
                                destination -> true,
                                FollowCallsIT::phones)
                        .after("mail", false))
                .isEmpty();
    }

    @Test
    void whatCannotBeWrittenHappensNotAtAllAndKeepsNothingElseFromBeingSaid() {
        levels = List.of(duty("on-call", "bob", "pager-bob"));
        open(Priority.P1);
        settle("pager-bob", "DEAD", "");
        settle("ops", "DELIVERED", "");
        follow();
        assertThat(lines(What.NOT_TOLD)).isEmpty();
        assertThat(lines(What.TOLD)).containsExactly("ops is told");
        assertThat(count("state = 'CALLED'")).isEqualTo(1);
    }

    @Test
    void aGraveIncidentOfWhichNothingArrivedIsAnAlertUntilSomethingDoes() {
        UUID incident = open(Priority.P1);
        open(Priority.P2);
        settle("ops", "DEAD", "");
        settle("mail-ops", "DEAD", "");
        follow();
        warn.look().block();
        assertThat(reports.getLast().says()).as("just now").isEqualTo(Report.Says.RESOLVED);
        now = now.plus(Duration.ofMinutes(2));
        warn.look().block();
        Report report = reports.getLast();
        assertThat(report.says()).isEqualTo(Report.Says.FIRING);
        assertThat(report.words().title()).isEqualTo("An incident's calls reached nobody");
        assertThat(report.words().text()).contains("P1 incident").doesNotContain("P2 incident");
        settle("pager-ann", "DELIVERED", "");
        follow();
        warn.look().block();
        assertThat(reports.getLast().says()).isEqualTo(Report.Says.RESOLVED);
        handle.act(incident, null, (it, at) -> act.respond(it, "ann", "by hand", at))
                .block();
        handle.act(incident, null, (it, at) -> new HandBackIncident(rules).handBack(it, "", "ann", at))
                .block();
        settle("ops", "DEAD", "");
        follow();
        now = now.plus(Duration.ofMinutes(2));
        warn.look().block();
        assertThat(reports.getLast().says())
                .as("whoever was reached before it was handed back does not count")
                .isEqualTo(Report.Says.FIRING);
    }

    /** Else reminders of the alert would wait for an incident that nobody heard of. */
    @Test
    void anIncidentThatReachedNobodyHasNoAlertInHand() {
        UUID incident = open(Priority.P1);
        UUID alert = UUID.randomUUID();
        new R2dbcLinkedAlerts(database.client()).link(incident, alert, now).block();
        assertThat(inHand(alert)).isTrue();
        settle("ops", "DEAD", "");
        settle("pager-ann", "DEAD", "");
        follow();
        settle("mail-ann", "DEAD", "");
        settle("mail-ops", "DEAD", "");
        follow();
        settle("mail-ops", "DEAD", "");
        follow();
        assertThat(inHand(alert)).isFalse();
        handle.act(incident, null, (it, at) -> act.respond(it, "ann", "by hand", at))
                .block();
        assertThat(inHand(alert)).isTrue();
    }

    /** A line in a channel wakes nobody: whatever else the alert is told with goes on. */
    @Test
    void anIncidentThatCanCallNobodyHasItsAlertInHandInItsChannelAlone() {
        levels = List.of();
        UUID alert = UUID.randomUUID();
        UUID incident = open(Priority.P1);
        new R2dbcLinkedAlerts(database.client()).link(incident, alert, now).block();
        settle("ops", "DELIVERED", "");
        follow();
        assertThat(care(alert)).isEqualTo(new Care(false, Set.of("ops"), null));
        assertThat(care(alert, "ops"::equals).now()).as("if that one phones").isTrue();
        now = now.plus(settings.repeatWhenExhausted());
        clocks.run().block();
        settle("ops", "DEAD", "");
        follow();
        settle("mail-ops", "DEAD", "");
        follow();
        assertThat(care(alert).places()).as("what it said last did not arrive").isEmpty();
    }

    @Test
    void whoeverHandsAnIncidentBackHadItsAlertInHandUntilThen() {
        UUID alert = UUID.randomUUID();
        UUID incident = open(Priority.P1);
        new R2dbcLinkedAlerts(database.client()).link(incident, alert, now).block();
        handle.act(incident, null, (it, at) -> act.respond(it, "ann", "by hand", at))
                .block();
        now = now.plus(Duration.ofHours(1));
        handle.act(incident, null, (it, at) -> new HandBackIncident(rules).handBack(it, "", "ann", at))
                .block();
        assertThat(care(alert)).isEqualTo(new Care(false, Set.of("ops"), now));
        clocks.run().block();
        assertThat(care(alert).now()).as("people are called again").isTrue();
    }

    private static boolean inHand(UUID alert) {
        return care(alert).now();
    }

    private static Care care(UUID alert) {
        return care(alert, FollowCallsIT::phones);
    }

    private static Care care(UUID alert, Predicate<String> phones) {
        return new R2dbcIncidentCare(database.client(), phones)
                .of(List.of(alert))
                .block()
                .get(alert);
    }

    private UUID open(Priority priority) {
        Incident.Wording words = new Incident.Wording("The shop is down", "");
        Incident incident = handle.open(number -> new OpenIncident(rules)
                        .byPerson(UUID.randomUUID(), number, words, List.of(), priority, "ada", handle.now()))
                .block();
        clocks.run().block();
        return incident.id();
    }

    private void follow() {
        follow.follow().block();
    }

    /** Whatever waits there. */
    private static void settle(String destination, String state, String detail) {
        run(
                "INSERT INTO attempt (delivery_id, number, at, owner, outcome, detail) SELECT id, attempts + 1, now(), 'x', '"
                        + state
                        + "', '" + detail + "' FROM delivery WHERE destination = '" + destination
                        + "' AND state NOT IN ('DEAD', 'DELIVERED')");
        run("UPDATE delivery SET attempts = attempts + 1, state = '" + state + "' WHERE destination = '" + destination
                + "' AND state NOT IN ('DEAD', 'DELIVERED')");
    }

    private static void run(String sql) {
        database.client().sql(sql).then().block();
    }

    private static long count(String where) {
        return database.client()
                .sql("SELECT count(*) AS n FROM incident_call WHERE " + where)
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
    }

    private List<String> lines(What... kinds) {
        return incidents
                .list(new Incidents.Filter(Set.of(), null, null, 99))
                .concatMap(incident -> timeline.of(incident.id(), 0, 999))
                .map(Timeline.Line::entry)
                .filter(entry -> kinds.length == 0 || Set.of(kinds).contains(entry.what()))
                .map(Entry::words)
                .collectList()
                .block();
    }
}
