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
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
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
        database.client().sql("TRUNCATE alert, alert_key CASCADE").then().block();
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
        EndQuietAlerts first = new EndQuietAlerts(store, alerts, episodes, now::get);
        EndQuietAlerts second = new EndQuietAlerts(store, alerts, episodes, now::get);
        assertThat(first.endDue().block()).isZero();
        now.set(NOON.plusSeconds(61));
        Integer ended =
                Flux.merge(first.endDue(), second.endDue()).reduce(Integer::sum).block();
        assertThat(ended).isEqualTo(1);
        assertThat(whats()).containsExactly(What.RAISED, What.RESOLVED);
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
    void whatEndedLongAgoIsForgottenAndWhatIsOpenIsNot() {
        alerts.hear(List.of(firing("a", Severity.WARNING), firing("b", Severity.WARNING), resolved("a", NOON)))
                .block();
        assertThat(store.forget(NOON.plusSeconds(1), 10).block()).isEqualTo(1);
        assertThat(store.open(9).collectList().block()).hasSize(1);
    }

    private List<What> whats() {
        return told.stream().map(AlertChange::what).toList();
    }
}
