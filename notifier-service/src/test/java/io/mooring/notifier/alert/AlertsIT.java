package io.mooring.notifier.alert;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.firing;
import static io.mooring.notifier.alert.Samples.report;
import static io.mooring.notifier.alert.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.events.audit.AuditRecorded;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.AlertChange.What;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** Alerts on a real database. */
class AlertsIT {

    private static NotifierDatabase database;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<AlertChange> told = Collections.synchronizedList(new ArrayList<>());
    private final List<OutgoingEvent> audited = Collections.synchronizedList(new ArrayList<>());
    private final Episodes episodes = new Episodes(AlertSettings.DEFAULTS, UUID::randomUUID);
    private AlertStore store;
    private ChangeAlerts alerts;
    private ActOnOneAlert act;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void empty() {
        database.client()
                .sql("TRUNCATE alert, alert_key, hearing, heard_type, deaf CASCADE")
                .then()
                .block();
        store = new R2dbcAlerts(
                database.client(), new AlertRow(JsonMapper.builder().build()));
        AlertFollower tell = changes -> Mono.fromRunnable(() -> told.addAll(changes));
        alerts = new ChangeAlerts(store, episodes, List.of(tell), database.transaction(), now::get);
        AuditAlertActs audit = new AuditAlertActs(events -> Mono.fromRunnable(() -> audited.addAll(List.of(events))));
        act = new ActOnOneAlert(store, alerts, episodes, audit, database.transaction());
    }

    @Test
    void aBatchBecomesEpisodesThatReadBackAsTheyWere() {
        alerts.hear(List.of(
                        firing("a", Severity.CRITICAL), firing("b", Severity.WARNING), firing("a", Severity.CRITICAL)))
                .block();
        assertThat(whats()).containsExactly(What.RAISED, What.RAISED);
        List<Alert> open = store.open(10).collectList().block();
        assertThat(open).extracting(Alert::key).containsExactly("a", "b");
        assertThat(open.getFirst().reports()).isEqualTo(2);
        assertThat(open.getLast()).isEqualTo(told.getLast().after());
    }

    @Test
    void raisedAndResolvedInOneBatchIsToldAsBoth() {
        alerts.hear(List.of(firing("a", Severity.CRITICAL), resolved("a", NOON)))
                .block();
        assertThat(whats()).containsExactly(What.RAISED, What.RESOLVED);
        assertThat(store.open(10).collectList().block()).isEmpty();
        alerts.hear(List.of(firing("a", Severity.CRITICAL))).block();
        assertThat(store.open(10).collectList().block()).hasSize(1);
    }

    /** The driver writes another sign for half a surrogate pair: what it is looked for by must be what the row has. */
    @ParameterizedTest
    @ValueSource(strings = {"half \ud83d", "other half \ude00"})
    void aKeyThatIsNoWholeTextIsOneEpisode(String key) {
        alerts.hear(List.of(firing(key, Severity.CRITICAL))).block();
        alerts.hear(List.of(firing(key, Severity.CRITICAL))).block();
        assertThat(whats()).containsExactly(What.RAISED);
        alerts.hear(List.of(resolved(key, NOON))).block();
        assertThat(whats()).containsExactly(What.RAISED, What.RESOLVED);
    }

    @Test
    void aFollowersErrorUndoesAll() {
        AlertFollower broken = changes -> Mono.error(new IllegalStateException("broken"));
        ChangeAlerts failing = new ChangeAlerts(store, episodes, List.of(broken), database.transaction(), now::get);
        assertThatThrownBy(() ->
                        failing.hear(List.of(firing("a", Severity.CRITICAL))).block())
                .hasMessageContaining("broken");
        assertThat(store.open(10).collectList().block()).isEmpty();
    }

    @Test
    void reportsOfManyAtOnceLoseNothingAndRaiseOnce() {
        Flux.range(0, 16)
                .flatMap(
                        i -> alerts.hear(IntStream.range(0, 50)
                                .mapToObj(key -> firing("key-" + (key * 7 + i) % 50, Severity.WARNING))
                                .toList()),
                        8)
                .blockLast();
        List<Alert> open = store.open(100).collectList().block();
        assertThat(open).hasSize(50).allSatisfy(alert -> assertThat(alert.reports())
                .isEqualTo(16));
        assertThat(whats()).hasSize(50).containsOnly(What.RAISED);
    }

    /** Repeats are counted by the database; it must do what the rules say, whatever is heard in whichever order. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theDatabaseCountsRepeatsAsTheRulesDo(long seed) {
        Random random = new Random(seed);
        Map<String, KeyState> expected = new HashMap<>();
        List<What> expectedChanges = new ArrayList<>();
        for (int batch = 0; batch < 40; batch++) {
            now.set(now.get().plusSeconds(random.nextInt(40)));
            List<Report> reports = IntStream.range(0, 1 + random.nextInt(6))
                    .mapToObj(i -> something(random))
                    .toList();
            alerts.hear(reports).block();
            for (Report report : reports) {
                Episodes.Step step = episodes.hear(
                        expected.getOrDefault(report.key(), KeyState.unknown(report.key())), report, now.get());
                expected.put(report.key(), step.next());
                Optional.ofNullable(step.what()).ifPresent(expectedChanges::add);
            }
            assertThat(store.open(100).collectList().block())
                    .usingRecursiveFieldByFieldElementComparatorIgnoringFields("id")
                    .containsExactlyInAnyOrderElementsOf(expected.values().stream()
                            .flatMap(state -> Stream.ofNullable(state.open()))
                            .toList());
        }
        assertThat(whats()).containsExactlyElementsOf(expectedChanges);
    }

    private Report something(Random random) {
        String key = "key-" + random.nextInt(3);
        if (random.nextInt(8) == 0) {
            return resolved(key, now.get());
        }
        Report said = Samples.report(
                key,
                random.nextInt(10) == 0 ? Report.Says.NEWS : Report.Says.FIRING,
                random.nextInt(6) == 0 ? Severity.CRITICAL : Severity.WARNING,
                random.nextInt(6) == 0 ? "Something else" : "Something",
                now.get(),
                random.nextBoolean() ? Duration.ofMinutes(5) : null);
        return new Report(
                said.key(),
                said.says(),
                said.severity(),
                Words.of(said.words().title(), "Figure " + random.nextInt(3)),
                random.nextInt(6) == 0 ? Map.of("service", "other") : said.labels(),
                said.at(),
                said.origin(),
                said.endsWhenQuietFor());
    }

    @Test
    void whatSwingsBetweenTwoSeveritiesIsKnownFromItsRow() {
        for (int minute = 0; minute < 6; minute++) {
            now.set(NOON.plus(Duration.ofMinutes(minute)));
            Severity severity = minute % 2 == 0 ? Severity.WARNING : Severity.CRITICAL;
            alerts.hear(List.of(firing("a", severity))).block();
            // Repeats in between are counted by the database.
            alerts.hear(List.of(firing("a", severity))).block();
        }
        assertThat(whats())
                .containsExactly(What.RAISED, What.ESCALATED, What.UPDATED, What.RELAPSED, What.UPDATED, What.RELAPSED);
        assertThat(store.history(told.getFirst().after().id()).collectList().block())
                .extracting(AlertStore.Past::words)
                .contains("Again critical: Something is wrong with a");
    }

    @Test
    void wordsThatComeTooSoonAreKeptAtOnceAndToldOnceWhenItIsTime() {
        for (int second = 0; second < 3; second++) {
            now.set(NOON.plusSeconds(second));
            alerts.hear(List.of(saying("a", "depth " + second), saying("b", "as ever")))
                    .block();
        }
        assertThat(store.openOf("a").block().words().text()).isEqualTo("depth 2");
        assertThat(whats()).containsExactly(What.RAISED, What.RAISED);
        ChangeDueAlerts first = ChangeDueAlerts.retell(store, alerts, episodes, now::get);
        ChangeDueAlerts second = ChangeDueAlerts.retell(store, alerts, episodes, now::get);
        now.set(NOON.plusSeconds(59));
        assertThat(first.changeDue().block()).isZero();
        now.set(NOON.plusSeconds(60));
        Integer told = Flux.merge(first.changeDue(), second.changeDue())
                .reduce(Integer::sum)
                .block();
        assertThat(told).as("b said nothing else").isEqualTo(1);
        assertThat(whats()).containsExactly(What.RAISED, What.RAISED, What.UPDATED);
        now.set(NOON.plusSeconds(999));
        assertThat(first.changeDue().block()).isZero();
    }

    private static Report saying(String key, String text) {
        Report said = firing(key, Severity.WARNING);
        return new Report(
                said.key(),
                said.says(),
                said.severity(),
                Words.of(said.words().title(), text),
                said.labels(),
                said.at(),
                said.origin(),
                said.endsWhenQuietFor());
    }

    @Test
    void endsOfManyKeysAreKeptEachWithItsOwn() {
        alerts.hear(List.of(firing("a", Severity.WARNING), firing("b", Severity.WARNING)))
                .block();
        now.set(NOON.plusSeconds(1));
        alerts.hear(List.of(resolved("a", now.get()), firing("a", Severity.WARNING), resolved("b", now.get())))
                .block();
        now.set(NOON.plusSeconds(2));
        alerts.hear(List.of(resolved("a", now.get()))).block();
        Map<String, KeyState> states = store.states(Set.of("a", "b")).block();
        assertThat(states.get("a").ends()).containsExactly(NOON.plusSeconds(1), NOON.plusSeconds(2));
        assertThat(states.get("b").ends()).containsExactly(NOON.plusSeconds(1));
    }

    @Test
    void aPersonsActsAreToldAndRemembered() {
        alerts.hear(List.of(firing("a", Severity.CRITICAL))).block();
        UUID id = told.getFirst().after().id();
        act.acknowledge(id, "ann", Alert.Via.SLACK, "on it").block();
        act.acknowledge(id, "bob", Alert.Via.API, "").block();
        Alert over = act.resolve(id, "ann", Alert.Via.API, "disk replaced").block();
        assertThat(over.acknowledgement().by()).isEqualTo("ann");
        assertThat(over.ending().note()).isEqualTo("disk replaced");
        assertThat(whats()).containsExactly(What.RAISED, What.ACKNOWLEDGED, What.RESOLVED);
        assertThat(audited)
                .as("acknowledging again is no act")
                .extracting(event -> ((AuditRecorded) event.payload()).getAction())
                .containsExactly("alert.acknowledge", "alert.resolve");
        assertThat(store.history(id).collectList().block())
                .extracting(AlertStore.Past::words)
                .containsExactly(
                        "Raised as critical: Something is wrong with a",
                        "Acknowledged by ann: on it",
                        "Resolved by ann: disk replaced");
        assertThatThrownBy(() -> act.acknowledge(id, "bob", Alert.Via.API, "").block())
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("is over");
        assertThatThrownBy(() ->
                        act.resolve(UUID.randomUUID(), "bob", Alert.Via.API, "").block())
                .hasMessageContaining("There is no alert");
    }

    @Test
    void whatIsQuietEndsOnceThoughTwoLook() {
        alerts.hear(List.of(report("a", Says.FIRING, Severity.WARNING, "Lag", NOON, Duration.ofMinutes(1))))
                .block();
        ChangeDueAlerts first = ChangeDueAlerts.endQuiet(store, alerts, episodes, now::get);
        ChangeDueAlerts second = ChangeDueAlerts.endQuiet(store, alerts, episodes, now::get);
        heardUntil(NOON.plusSeconds(59));
        assertThat(first.changeDue().block()).isZero();
        now.set(NOON.plusSeconds(61));
        assertThat(first.changeDue().block())
                .as("what was said since may not be heard yet")
                .isZero();
        heardUntil(NOON.plusSeconds(60));
        Integer ended = Flux.merge(first.changeDue(), second.changeDue())
                .reduce(Integer::sum)
                .block();
        assertThat(ended).isEqualTo(1);
        assertThat(whats()).containsExactly(What.RAISED, What.RESOLVED);
    }

    @Test
    void timeInWhichNobodyListenedIsNoQuiet() {
        alerts.hear(List.of(report("a", Says.FIRING, Severity.WARNING, "Lag", NOON, Duration.ofMinutes(3))))
                .block();
        ChangeDueAlerts quiet = ChangeDueAlerts.endQuiet(store, alerts, episodes, now::get);
        wasDeaf(NOON.minusSeconds(60), NOON.plusSeconds(20));
        wasDeaf(NOON.plusSeconds(60), NOON.plusSeconds(300));
        now.set(NOON.plusSeconds(460));
        heardUntil(NOON.plusSeconds(439));
        assertThat(quiet.changeDue().block())
                .as("of 439 s there were 260 in which nobody listened")
                .isZero();
        heardUntil(NOON.plusSeconds(440));
        assertThat(quiet.changeDue().block()).isEqualTo(1);
    }

    /** What it said last may not be so any more, and nobody knows. */
    @Test
    void whileWhoSaysItIsSilentItsAlertsStayOpen() {
        alerts.hear(List.of(report("a", Says.FIRING, Severity.WARNING, "Lag", NOON, Duration.ofMinutes(3))))
                .block();
        database.client()
                .sql("INSERT INTO heard_type (event_type, source, heard_at, within)"
                        + " SELECT event_type, source, heard_at, interval '2 minutes' FROM alert")
                .then()
                .block();
        ChangeDueAlerts quiet = ChangeDueAlerts.endQuiet(store, alerts, episodes, now::get);
        now.set(NOON.plus(Duration.ofHours(1)));
        heardUntil(now.get());
        assertThat(quiet.changeDue().block()).isZero();
        database.client()
                .sql("UPDATE heard_type SET heard_at = :now")
                .bind("now", now.get())
                .then()
                .block();
        assertThat(quiet.changeDue().block()).isEqualTo(1);
    }

    private static void heardUntil(Instant at) {
        database.client()
                .sql("INSERT INTO hearing (heard_until) VALUES (:at) ON CONFLICT (one) DO UPDATE SET heard_until = :at")
                .bind("at", at)
                .then()
                .block();
    }

    private static void wasDeaf(Instant since, Instant until) {
        database.client()
                .sql("INSERT INTO deaf (since, until) VALUES (:since, :until)")
                .bind("since", since)
                .bind("until", until)
                .then()
                .block();
    }

    @Test
    void oneThatCannotBeEndedKeepsNoOtherOpen() {
        AtomicBoolean canBeTold = new AtomicBoolean();
        AlertFollower stumbles = changes -> !canBeTold.get()
                        && changes.stream()
                                .anyMatch(change -> change.what() == What.RESOLVED
                                        && change.after().key().equals("b"))
                ? Mono.error(new IllegalStateException("nobody can be told of b"))
                : Mono.empty();
        ChangeAlerts stumbling = new ChangeAlerts(store, episodes, List.of(stumbles), database.transaction(), now::get);
        stumbling
                .hear(Stream.of("a", "b", "c")
                        .map(key -> report(key, Says.FIRING, Severity.WARNING, "Lag", NOON, Duration.ofMinutes(1)))
                        .toList())
                .block();
        now.set(NOON.plusSeconds(61));
        heardUntil(NOON.plusSeconds(60));
        ChangeDueAlerts quiet = ChangeDueAlerts.endQuiet(store, stumbling, episodes, now::get);
        assertThat(quiet.changeDue().block()).isEqualTo(2);
        assertThat(store.open(10).collectList().block()).extracting(Alert::key).containsExactly("b");
        canBeTold.set(true);
        assertThat(quiet.changeDue().block())
                .as("it is left alone for a moment")
                .isZero();
        now.set(NOON.plusSeconds(64));
        assertThat(quiet.changeDue().block()).isEqualTo(1);
    }

    @Test
    void theListShowsTheGravestFirstAndPagesOn() {
        alerts.hear(List.of(
                        firing("a", Severity.WARNING), firing("b", Severity.EMERGENCY), firing("c", Severity.WARNING)))
                .block();
        AlertQuery all =
                new AlertQuery(EnumSet.of(AlertState.FIRING), EnumSet.allOf(Severity.class), Map.of(), "", true, null);
        List<AlertStore.Placed> page = store.list(all, 2).collectList().block();
        assertThat(page).extracting(placed -> placed.alert().key()).containsExactly("b", "c");
        AlertQuery.Place after =
                new AlertQuery.Place(Severity.WARNING.ordinal(), page.getLast().position());
        AlertQuery rest = new AlertQuery(all.states(), all.severities(), Map.of(), "", true, after);
        assertThat(store.list(rest, 2).collectList().block())
                .extracting(placed -> placed.alert().key())
                .containsExactly("a");
        AlertQuery labelled =
                new AlertQuery(all.states(), all.severities(), Map.of("service", "c"), "WRONG", true, null);
        assertThat(store.list(labelled, 9).collectList().block()).hasSize(1);
        assertThat(store.summary().block().oldestUnacknowledged().key()).isEqualTo("b");
    }

    @Test
    void whatEndedLongAgoIsForgottenWithItsKeyAndWhatIsOpenIsNot() {
        alerts.hear(List.of(firing("a", Severity.WARNING), firing("b", Severity.WARNING), resolved("a", NOON)))
                .block();
        alerts.hear(List.of(resolved("b", NOON), firing("b", Severity.WARNING))).block();
        assertThat(forget()).isEqualTo(2);
        assertThat(store.open(9).collectList().block()).extracting(Alert::key).containsExactly("b");
        assertThat(keys()).containsExactly("b");
    }

    /** Without its key an alert would never end: nobody would find what to end. */
    @Test
    void aKeyThatBeginsAgainWhileItIsForgottenIsThereForItsAlert() {
        Flux<Integer> begun = Flux.range(0, 100).concatMap(i -> alerts.hear(List.of(firing("a", Severity.WARNING)))
                .then(alerts.hear(List.of(resolved("a", NOON))))
                .thenReturn(i));
        Flux<Long> forgotten = Flux.range(0, 300).concatMap(i -> Mono.fromCallable(this::forget));
        Flux.merge(
                        begun.subscribeOn(Schedulers.boundedElastic()),
                        begun.subscribeOn(Schedulers.boundedElastic()),
                        forgotten.subscribeOn(Schedulers.boundedElastic()))
                .blockLast();
        assertThat(store.open(9).collectList().block())
                .allSatisfy(alert -> assertThat(keys()).contains(alert.key()));
    }

    @Test
    void aKeyThatIsHeldIsNobodyElses() {
        alerts.hear(List.of(firing("a", Severity.WARNING))).block();
        // A future of its own, so that it is asked outside of the transaction.
        Mono<List<String>> meanwhile = store.hold(Set.of("a"), Set.of()).then(Mono.fromFuture(() -> free().toFuture()));
        assertThat(database.transaction().transactional(meanwhile).block()).isEmpty();
        assertThat(free().block()).containsExactly("a");
    }

    private Mono<List<String>> free() {
        return database.client()
                .sql("SELECT key FROM alert_key FOR UPDATE SKIP LOCKED")
                .map(found -> found.get("key", String.class))
                .all()
                .collectList();
    }

    private long forget() {
        return database.transaction()
                .transactional(store.forget(NOON.plusSeconds(1), 10))
                .block();
    }

    private List<String> keys() {
        return database.client()
                .sql("SELECT key FROM alert_key")
                .map(found -> found.get("key", String.class))
                .all()
                .collectList()
                .block();
    }

    private List<What> whats() {
        return told.stream().map(AlertChange::what).toList();
    }
}
