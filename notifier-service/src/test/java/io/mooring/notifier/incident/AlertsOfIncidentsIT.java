package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.events.alerts.IncidentOpened;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.HoldAlerts;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Samples;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Muted;
import io.mooring.platform.events.OutgoingEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import tools.jackson.databind.json.JsonMapper;

/** Alerts and the incidents they belong to, both as rows: also while an alert ends. */
class AlertsOfIncidentsIT {

    private static NotifierDatabase database;

    private final List<OutgoingEvent> published = new CopyOnWriteArrayList<>();
    private Predicate<Alert> muted = alert -> false;
    private AlertsForTests alerts;
    private Incidents incidents;
    private LinkedAlerts links;
    private Timeline timeline;
    private HandleIncident handle;
    private OpenByHand byHand;
    private OpenMissed missed;

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
        database.client()
                .sql("TRUNCATE incident, alert, alert_key CASCADE")
                .then()
                .block();
        IncidentSettings settings = Situations.settings(Set.of(Priority.P2));
        IncidentRules rules = new IncidentRules(settings);
        incidents = new R2dbcIncidents(
                database.client(), new IncidentRow(JsonMapper.builder().build()));
        links = new R2dbcLinkedAlerts(database.client());
        timeline = new R2dbcTimeline(database.client());
        CommitChange commit = new CommitChange(
                incidents,
                timeline,
                new SayWhereTold(
                        () -> new RecordedWords(new CopyOnWriteArrayList<>(), new CopyOnWriteArrayList<>()),
                        new R2dbcCalls(database.client())),
                events -> Mono.fromRunnable(() -> published.addAll(List.of(events))),
                new IncidentMessages("", settings.zone()),
                settings,
                new Places(settings, "pagerduty"::equals),
                new WhoHasIt(who -> Optional.empty(), "pagerduty"::equals, name -> true),
                new IncidentMeters(new SimpleMeterRegistry()));
        LinkAlerts link = new LinkAlerts(rules, new ActOnIncident(rules));
        OpenIncident open = new OpenIncident(rules);
        Supplier<UUID> ids = UUID::randomUUID;
        OpenForAlert forAlert =
                new OpenForAlert(incidents, links, commit, rules, open, link, () -> (some, at) -> mute(some), ids);
        FollowAlerts follow =
                new FollowAlerts(incidents, links, commit, rules, link, new HandBackIncident(rules), forAlert);
        alerts = AlertsForTests.followed(database, () -> NOW, List.of(follow));
        HoldAlerts hold = AlertsForTests.holding(database);
        handle = new HandleIncident(incidents, commit, database.transaction(), () -> NOW);
        byHand = new OpenByHand(handle, open, link, links, alerts.alerts(), hold, ids);
        missed = new OpenMissed(alerts.alerts(), hold, links, rules, forAlert, database.transaction());
    }

    @Test
    void anAlertThatEndsWhileAnIncidentIsOpenedForItOpensNone() {
        raiseMuted(Samples.firing("db", Severity.EMERGENCY));
        muted = alert -> false;
        whileItEnds("db", missed.look(NOW));
        assertThat(all()).isEmpty();
    }

    @Test
    void anAlertThatEndsWhileSomebodyOpensAnIncidentForItIsOverForTheIncident() {
        Alert alert = raiseMuted(Samples.firing("db", Severity.WARNING)).getFirst();
        whileItEnds("db", byHand.open(wish(alert.id()), "ada"));
        UUID incident = all().getFirst().id();
        assertThat(links.alertsOf(incident, 9).collectList().block()).containsExactly(alert.id());
        assertThat(links.left(incident).block()).isZero();
    }

    @Test
    void anAlertThatEndsWhileSomebodyAddsItIsOverForTheIncident() {
        Alert alert = raiseMuted(Samples.firing("db", Severity.WARNING)).getFirst();
        Incident incident = byHand.open(wish(), "ada").block();
        whileItEnds("db", byHand.add(incident.id(), null, alert.id(), "ann"));
        assertThat(links.alertsOf(incident.id(), 9).collectList().block()).containsExactly(alert.id());
        assertThat(links.left(incident.id()).block()).isZero();
    }

    @Test
    void whoeverOpensAnIncidentForAlertsIsReadInItsTimelineAndPublishedWithThem() {
        Alert over = raiseMuted(Samples.firing("db", Severity.WARNING)).getFirst();
        alerts.reports().hear(List.of(Samples.resolved("db", NOW))).block();
        Alert fires = raiseMuted(Samples.firing("web", Severity.WARNING)).getFirst();
        Incident incident = byHand.open(wish(over.id(), fires.id()), "ada").block();
        assertThat(timeline.of(incident.id(), 0, 99)
                        .map(Timeline.Line::entry)
                        .filter(entry -> entry.what() == What.ALERT_JOINED)
                        .map(Entry::words)
                        .collectList()
                        .block())
                .containsExactlyInAnyOrder(
                        "'Something is wrong with db' belongs to it from the beginning, and is over already",
                        "'Something is wrong with web' belongs to it from the beginning");
        assertThat(published)
                .extracting(OutgoingEvent::payload)
                .filteredOn(IncidentOpened.class::isInstance)
                .extracting(event -> Set.copyOf(((IncidentOpened) event).getEpisodeIds()))
                .containsExactly(Set.of(over.id().toString(), fires.id().toString()));
    }

    @Test
    void anAlertBehindManyThatAreMutedOpensItsIncidentAllTheSame() {
        List<Alert> raised = raiseMuted(IntStream.range(0, 1_101)
                .mapToObj(i -> Samples.firing("k" + i, Severity.EMERGENCY))
                .toArray(Report[]::new));
        Alert last = raised.stream()
                .max(Comparator.comparing(alert -> alert.id().toString()))
                .orElseThrow();
        muted = alert -> !alert.id().equals(last.id());
        missed.look(NOW).block();
        assertThat(all()).hasSize(1);
        assertThat(links.incidentsOf(last.id()).collectList().block())
                .containsExactly(all().getFirst().id());
    }

    @Test
    void anAlertThatFiresOnLongAfterItsIncidentWasResolvedOpensAnotherAndNotAtOnce() {
        alerts.reports().hear(List.of(Samples.firing("db", Severity.EMERGENCY))).block();
        UUID first = all().getFirst().id();
        EndIncident end = new EndIncident(Situations.rules());
        handle.act(first, null, (it, at) -> end.resolve(it, "Looks well", "ann", at))
                .block();
        missed.look(NOW.plus(Duration.ofMinutes(29))).block();
        assertThat(all()).hasSize(1);
        missed.look(NOW.plus(Duration.ofMinutes(31))).block();
        missed.look(NOW.plus(Duration.ofMinutes(32))).block();
        assertThat(all()).extracting(Incident::state).containsExactly(IncidentState.OPEN, IncidentState.RESOLVED);
    }

    /** It goes as far as it comes before the transaction that ends the alert is committed. */
    private void whileItEnds(String key, Mono<?> work) {
        Sinks.Empty<Void> committing = Sinks.empty();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        CompletableFuture<Void> ending = alerts.reports()
                .hear(List.of(Samples.resolved(key, NOW)))
                .then(Mono.fromRunnable(() -> ended.complete(null)))
                .then(committing.asMono())
                .as(database.transaction()::transactional)
                .toFuture();
        ended.join();
        CompletableFuture<?> done = work.toFuture();
        await().until(() -> done.isDone() || somebodyWaits());
        committing.tryEmitEmpty();
        ending.join();
        done.join();
    }

    private static boolean somebodyWaits() {
        return database.client()
                .sql("SELECT count(*) AS n FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND wait_event_type = 'Lock'")
                .map(row -> row.get("n", Long.class) > 0)
                .one()
                .block();
    }

    private static Asked.Opening wish(UUID... alerts) {
        return new Asked.Opening("The shop is down", "", "p2", Arrays.asList(alerts));
    }

    /** While everything is muted, so that they open nothing. */
    private List<Alert> raiseMuted(Report... reports) {
        muted = alert -> true;
        alerts.reports().hear(List.of(reports)).block();
        return alerts.alerts().open(Integer.MAX_VALUE).collectList().block();
    }

    private Mono<Map<UUID, Muted>> mute(List<Alert> some) {
        Muted quiet = new Muted(Muted.Kind.SILENCE, "s", "quiet", null);
        return Flux.fromIterable(some).filter(muted).collectMap(Alert::id, alert -> quiet);
    }

    private List<Incident> all() {
        return incidents
                .list(new Incidents.Filter(Set.of(), null, null, 99))
                .collectList()
                .block();
    }
}
