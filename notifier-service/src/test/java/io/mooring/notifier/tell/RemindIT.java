package io.mooring.notifier.tell;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.firing;
import static io.mooring.notifier.alert.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.IncidentCare;
import io.mooring.notifier.alert.IncidentCare.Care;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.tell.Gatherings.Told;
import io.mooring.notifier.tell.ReadReminders.Reminders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** What nobody acknowledges is told again: after an hour, then ever more seldom, at least every four hours. */
class RemindIT {

    private static NotifierDatabase database;

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<String> said = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> failing = new HashSet<>();
    private final Map<String, Muted> muted = new HashMap<>();
    private final Map<String, Care> incidents = new HashMap<>();
    private AlertsForTests alerts;
    private Gatherings gatherings;
    private BiFunction<Alert, List<Told>, Collection<Reminders>> reminders;
    private RemindOfUnanswered remind;

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
        DatabaseClient client = database.client();
        client.sql("TRUNCATE alert, alert_key, gathering, gathering_reach, told, telling CASCADE")
                .then()
                .block();
        Alerts store = AlertsForTests.on(database);
        Conversations conversations = new Noted();
        alerts = AlertsForTests.followed(
                database,
                now::get,
                List.of(TellForTests.on(database, conversations, now::get).follower()));
        gatherings = new R2dbcGatherings(client, store);
        Mutes mutes = (asked, at) -> Mono.fromSupplier(() -> asked.stream()
                .peek(alert -> refuse(alert.key()))
                .filter(alert -> muted.containsKey(alert.key()))
                .collect(Collectors.toMap(Alert::id, alert -> muted.get(alert.key()))));
        DecideTelling decide = new DecideTelling(
                List.of(
                        route("grave", Severity.CRITICAL, null, Duration.ofHours(1)),
                        route(
                                "by-day",
                                Severity.WARNING,
                                new HoursSettings(Set.of(), "08:00", "17:00", ZoneOffset.UTC),
                                Duration.ofHours(1)),
                        route("once", Severity.EMERGENCY, null, null)),
                new FakePlaces("slack"));
        IncidentCare care = ids -> store.find(ids)
                .filter(alert -> incidents.containsKey(alert.key()))
                .collectMap(Alert::id, alert -> incidents.get(alert.key()));
        Unanswered unanswered = new R2dbcUnanswered(client);
        PlanReminders plan = new PlanReminders(decide, TellSettings.DEFAULTS.remindLongest());
        reminders = (alert, told) -> new ReadReminders(unanswered, care, plan)
                .of(alert, muted.get(alert.key()), told, now.get())
                .block()
                .values();
        remind = new RemindOfUnanswered(
                unanswered,
                gatherings,
                store,
                mutes,
                care,
                plan,
                new SayGathering(gatherings, conversations, new ComposeMessage(""), now::get),
                database.transaction(),
                now::get,
                TellSettings.DEFAULTS);
    }

    private static Route route(
            String name, Severity severity, @Nullable HoursSettings hours, @Nullable Duration remindAfter) {
        return new RouteSettings(
                        name,
                        Set.of(severity),
                        List.of(),
                        hours,
                        List.of("slack"),
                        false,
                        false,
                        List.of("service"),
                        remindAfter)
                .route();
    }

    private void refuse(String what) {
        if (failing.contains(what)) {
            throw new IllegalStateException("not today");
        }
    }

    private final class Noted implements Conversations {

        @Override
        public Mono<UUID> say(String destination, String subject, Operation operation, Message message) {
            return note(operation.name(), message);
        }

        @Override
        public Mono<UUID> callAnew(String destination, String subject, Message message) {
            refuse(subject);
            return note("AGAIN", message);
        }

        private Mono<UUID> note(String what, Message message) {
            return Mono.fromSupplier(() -> {
                said.add(what + (message.remark().isEmpty() ? "" : " " + message.remark()));
                return new UUID(0, 7);
            });
        }
    }

    @Test
    void afterAnHourThenEverMoreSeldom() {
        hear(firing("a", Severity.CRITICAL));
        afterAnother(Duration.ofMinutes(59));
        assertThat(said).containsExactly("OPEN");
        afterAnother(Duration.ofMinutes(1));
        assertThat(said).containsExactly("OPEN", "AGAIN Still nobody has it in hand: it began 1 h ago");
        for (int hour = 2; hour <= 12; hour++) {
            afterAnother(Duration.ofHours(1));
        }
        assertThat(said)
                .containsExactly(
                        "OPEN",
                        "AGAIN Still nobody has it in hand: it began 1 h ago",
                        "AGAIN Still nobody has it in hand: it began 3 h ago",
                        "AGAIN Still nobody has it in hand: it began 7 h ago",
                        "AGAIN Still nobody has it in hand: it began 11 h ago");
    }

    @Test
    void whatSomebodyHasAndWhatIsOverIsNotToldAgain() {
        hear(ofTheShop("a"), ofTheShop("b"), ofTheShop("c"));
        acknowledge("a");
        afterAnother(Duration.ofHours(1));
        assertThat(said.getLast()).isEqualTo("AGAIN Still nobody has 2 of them in hand: the first began 1 h ago");
        hear(resolved("b", now.get()));
        acknowledge("c");
        int before = said.size();
        afterAnother(Duration.ofHours(9));
        assertThat(said).hasSize(before);
    }

    @Test
    void whatIsHandedBackIsCalledForAndThenAnHourLater() {
        hear(firing("a", Severity.CRITICAL));
        afterAnother(Duration.ofHours(1));
        acknowledge("a");
        afterAnother(Duration.ofHours(5));
        alerts.act().unacknowledge(id("a"), "ann", Alert.Via.API, "").block();
        assertThat(said.getLast()).startsWith("CALL");
        afterAnother(Duration.ofMinutes(59));
        assertThat(said.getLast()).startsWith("CALL");
        afterAnother(Duration.ofMinutes(1));
        assertThat(said.getLast()).startsWith("AGAIN");
    }

    @Test
    void whatIsMutedWaitsUntilNothingMutesIt() {
        hear(firing("a", Severity.CRITICAL));
        muted.put("a", new Muted(Muted.Kind.SILENCE, "1", "Silenced", null));
        afterAnother(Duration.ofHours(2));
        assertThat(said).containsExactly("OPEN");
        muted.clear();
        afterAnother(Duration.ZERO);
        assertThat(said).hasSize(2);
    }

    @Test
    void atNightNobodyIsToldAgainByARouteOfTheDay() {
        hear(firing("a", Severity.WARNING));
        afterAnother(Duration.ofHours(8));
        assertThat(said).containsExactly("OPEN");
        afterAnother(Duration.ofHours(12));
        assertThat(said).hasSize(2);
    }

    @Test
    void whatAnIncidentHasInHandIsLeftToItAndTheOthersAreNot() {
        hear(ofTheShop("a"), ofTheShop("b"));
        incidents.put("a", new Care(true, Set.of(), null));
        afterAnother(Duration.ofHours(1));
        assertThat(said.getLast()).isEqualTo("AGAIN Still nobody has 1 of them in hand: the first began 1 h ago");
        acknowledge("b");
        int before = said.size();
        afterAnother(Duration.ofHours(9));
        assertThat(said).hasSize(before);
    }

    @Test
    void whatAnIncidentOnlySaysInAChannelIsToldAgainEverywhereElse() {
        hear(firing("a", Severity.CRITICAL));
        incidents.put("a", new Care(false, Set.of("slack"), null));
        afterAnother(Duration.ofHours(9));
        assertThat(said).as("it says so there itself").containsExactly("OPEN");
        incidents.put("a", new Care(false, Set.of("another"), null));
        afterAnother(Duration.ZERO);
        assertThat(said).hasSize(2);
    }

    @Test
    void theTimeBeginsAnewWhenAnIncidentIsResolved() {
        hear(firing("a", Severity.CRITICAL));
        incidents.put("a", new Care(true, Set.of(), null));
        afterAnother(Duration.ofMinutes(350));
        incidents.put("a", new Care(false, Set.of(), now.get()));
        afterAnother(Duration.ofMinutes(59));
        assertThat(said).as("who ended it had it in hand until then").containsExactly("OPEN");
        afterAnother(Duration.ofMinutes(1));
        assertThat(said).hasSize(2);
    }

    @Test
    void ofManyAtOneDestinationFewAreToldAtATimeAndAllInTurn() {
        int most = TellSettings.DEFAULTS.stormAt();
        for (int i = 0; i < most + 2; i++) {
            now.set(now.get().plus(Duration.ofMinutes(3)));
            hear(firing("a" + i, Severity.CRITICAL));
        }
        said.clear();
        age(Duration.ofHours(1));
        remind.remind().block();
        assertThat(said).hasSize(most);
        remind.remind().block();
        assertThat(said).as("however soon the next round comes").hasSize(most);
        afterAnother(Duration.ofMinutes(1));
        assertThat(said).hasSize(most + 2);
    }

    /** Reminders of what is muted, or left to an incident, wait as well. */
    @Test
    void howeverMuchWaitsNothingDelaysWhatIsToBeToldNow() {
        hear(firing("a", Severity.CRITICAL), firing("b", Severity.CRITICAL));
        muted.put("a", new Muted(Muted.Kind.SILENCE, "1", "Silenced", null));
        toldInManyRooms("a", 1_000);
        said.clear();
        age(Duration.ofHours(1));
        remind.remind().block();
        assertThat(said).singleElement().asString().startsWith("AGAIN");
    }

    @Test
    void whereARoundBreaksOffTheNextOneGoesOnBehindIt() {
        hear(firing("a", Severity.CRITICAL), firing("b", Severity.CRITICAL));
        database.client()
                .sql("DELETE FROM told WHERE alert_id = :a")
                .bind("a", id("a"))
                .then()
                .block();
        toldInManyRooms("a", 100);
        failing.add("a");
        said.clear();
        age(Duration.ofHours(1));
        assertThatThrownBy(() -> remind.remind().block()).hasMessage("not today");
        assertThat(said).isEmpty();
        remind.remind().block();
        assertThat(said).hasSize(1);
        failing.clear();
        remind.remind().block();
        assertThat(toldAgain(Severity.CRITICAL)).as("and then from the start").isEqualTo(101);
    }

    @Test
    void ofManyAtOneDestinationTheGravestAreToldFirst() {
        for (int i = 0; i < 40; i++) {
            now.set(now.get().plus(Duration.ofMinutes(3)));
            hear(firing("warning" + i, Severity.WARNING));
        }
        for (int i = 0; i < 3; i++) {
            now.set(now.get().plus(Duration.ofMinutes(3)));
            hear(firing("grave" + i, Severity.CRITICAL));
        }
        said.clear();
        age(Duration.ofHours(1));
        remind.remind().block();
        assertThat(said).hasSize(TellSettings.DEFAULTS.stormAt());
        assertThat(toldAgain(Severity.CRITICAL)).isEqualTo(3);
        assertThat(toldAgain(Severity.WARNING)).isEqualTo(TellSettings.DEFAULTS.stormAt() - 3);
    }

    /** What cannot be told counts for nothing. */
    @Test
    void whatFailsKeepsNothingElseAtItsDestinationWaiting() {
        int most = TellSettings.DEFAULTS.stormAt();
        for (int i = 0; i < most; i++) {
            now.set(now.get().plus(Duration.ofMinutes(3)));
            hear(firing("grave" + i, Severity.CRITICAL));
        }
        database.client()
                .sql("SELECT 'alerts/' || id AS subject FROM gathering")
                .map(row -> row.get("subject", String.class))
                .all()
                .collectList()
                .block()
                .forEach(failing::add);
        now.set(now.get().plus(Duration.ofMinutes(3)));
        hear(firing("b", Severity.CRITICAL));
        said.clear();
        age(Duration.ofHours(1));
        remind.remind().block();
        assertThat(said).hasSize(1);
    }

    private static void toldInManyRooms(String key, int rooms) {
        database.client()
                .sql("""
                        WITH rooms AS (
                            INSERT INTO gathering (id, destination, group_key, storm, urgency, opened_at, joined_at, members)
                            SELECT ('00000000-0000-0000-0000-' || lpad(n::text, 12, '0'))::uuid, 'room-' || n, '', false, :urgency,
                                   now(), now(), 1
                            FROM generate_series(1, :rooms) AS n
                            RETURNING id, destination)
                        INSERT INTO told (alert_id, destination, gathering_id, told_at, route, why, stand_in_for)
                        SELECT a.id, rooms.destination, rooms.id, now(), 'grave', '', 'slack' FROM alert a, rooms WHERE a.key = :key
                        """)
                .bind("urgency", Severity.CRITICAL.ordinal())
                .bind("rooms", rooms)
                .bind("key", key)
                .then()
                .block();
    }

    private static Long toldAgain(Severity severity) {
        return database.client()
                .sql("SELECT count(*) AS n FROM gathering WHERE reminders > 0 AND urgency = :urgency")
                .bind("urgency", severity.ordinal())
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
    }

    @Test
    void aRouteThatDoesNotSayCallsOnce() {
        hear(firing("a", Severity.EMERGENCY));
        afterAnother(Duration.ofDays(3));
        assertThat(said).containsExactly("OPEN");
    }

    /** Its clock may jump: only the database's counts. */
    @Test
    void theClockOfTheNotifierCallsNobody() {
        hear(firing("a", Severity.CRITICAL));
        now.set(NOON.plus(Duration.ofDays(1)));
        remind.remind().block();
        assertThat(said).containsExactly("OPEN");
    }

    @Test
    void twoInstancesRemindOnce() {
        hear(firing("a", Severity.CRITICAL));
        age(Duration.ofHours(1));
        Mono.when(remind.remind(), remind.remind(), remind.remind()).block();
        assertThat(said).hasSize(2);
    }

    @Test
    void whoLooksReadsHowOftenItWasToldAgainAndWhenItIsNext() {
        hear(firing("a", Severity.CRITICAL));
        age(Duration.ofMinutes(20));
        toldAgain("a", 0, NOON.plus(Duration.ofMinutes(40)));
        afterAnother(Duration.ofMinutes(40));
        Instant told = now.get();
        toldAgain("a", 1, told.plus(Duration.ofHours(2)));
        age(Duration.ofHours(3));
        toldAgain("a", 1, told);
        incidents.put("a", new Care(true, Set.of(), null));
        toldAgain("a", 1, null);
        incidents.clear();
        muted.put("a", new Muted(Muted.Kind.SILENCE, "1", "Silenced", null));
        toldAgain("a", 1, null);
        muted.clear();
        acknowledge("a");
        toldAgain("a", 1, null);
    }

    private void toldAgain(String key, int soFar, @Nullable Instant next) {
        Alert alert = AlertsForTests.on(database).openOf(key).block();
        List<Told> told = gatherings.told(List.of(alert.id())).collectList().block();
        assertThat(reminders.apply(alert, told)).singleElement().satisfies(found -> {
            assertThat(found.soFar()).isEqualTo(soFar);
            if (next == null) {
                assertThat(found.next()).isNull();
            } else {
                assertThat(found.next()).isCloseTo(next, within(1, ChronoUnit.MINUTES));
            }
        });
    }

    /** So much later, as the database and the notifier have it. */
    private void afterAnother(Duration time) {
        age(time);
        now.set(now.get().plus(time));
        remind.remind().block();
    }

    private static void age(Duration time) {
        database.client()
                .sql("UPDATE gathering SET called_at = called_at - :seconds * interval '1 second'")
                .bind("seconds", time.toSeconds())
                .then()
                .block();
    }

    private void hear(Report... reports) {
        alerts.reports().hear(List.of(reports)).block();
    }

    private static Report ofTheShop(String key) {
        Report report = firing(key, Severity.CRITICAL);
        return new Report(
                key,
                Report.Says.FIRING,
                report.severity(),
                report.words(),
                Map.of("service", "shop"),
                report.at(),
                report.origin(),
                null);
    }

    private void acknowledge(String key) {
        alerts.act().acknowledge(id(key), "ann", Alert.Via.API, "").block();
    }

    private UUID id(String key) {
        return AlertsForTests.on(database).openOf(key).map(Alert::id).block();
    }
}
