package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.Situations.LEVELS;
import static io.mooring.notifier.incident.Situations.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.events.alerts.IncidentOpened;
import io.mooring.events.alerts.IncidentResolved;
import io.mooring.events.alerts.IncidentUpdated;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
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
    private static IncidentDatabase database;

    private final IncidentSettings settings = Situations.settings(Set.of(Priority.P2));
    private final IncidentRules rules = new IncidentRules(settings);
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<OutgoingEvent> published = new CopyOnWriteArrayList<>();
    private Instant now = NOW;
    private Map<UUID, Muted> muted = Map.of();
    private boolean brokenOutbox;
    private Incidents incidents;
    private LinkedAlerts links;
    private Timeline timeline;
    private FollowAlerts follow;
    private RunDueClocks clocks;
    private HandleIncident handle;
    private final ActOnIncident act = new ActOnIncident(rules);
    private final EndIncident end = new EndIncident(rules);

    @BeforeAll
    static void migrate() {
        database = new IncidentDatabase();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void wire() {
        database.clear();
        incidents = new R2dbcIncidents(
                database.client, new IncidentRow(JsonMapper.builder().build()));
        links = new R2dbcLinkedAlerts(database.client);
        timeline = new R2dbcTimeline(database.client);
        Outbox outbox = events -> Mono.fromRunnable(() -> {
            if (brokenOutbox) {
                throw new IllegalStateException("Killed before the commit");
            }
            published.addAll(List.of(events));
        });
        CommitChange commit = new CommitChange(
                incidents,
                timeline,
                (destination, subject, operation, message) -> Mono.fromSupplier(() -> {
                    if (destination.equals("mail-gone")) {
                        throw new IllegalArgumentException("unknown destination");
                    }
                    said.add(destination + " " + operation);
                    return UUID.randomUUID();
                }),
                outbox,
                new IncidentMessages("https://console.example", settings.zone()),
                settings,
                new IncidentMeters(new SimpleMeterRegistry()));
        LinkAlerts link = new LinkAlerts(rules, act);
        Mutes mutes = (alerts, at) -> Mono.just(muted);
        Supplier<UUID> ids = UUID::randomUUID;
        OpenForAlert open =
                new OpenForAlert(incidents, links, commit, rules, new OpenIncident(rules), link, () -> mutes, ids);
        follow = new FollowAlerts(incidents, links, commit, rules, link, open);
        clocks = new RunDueClocks(
                incidents,
                at -> Mono.just(LEVELS),
                new FireClocks(rules, end),
                commit,
                database.transaction,
                () -> now);
        handle = new HandleIncident(incidents, commit, database.transaction, () -> now);
    }

    @Test
    void anEmergencyOpensAnIncidentAndCallsUntilSomebodyAcknowledges() {
        Alert alert = Situations.alert("db", Severity.EMERGENCY, SHOP);
        hear(AlertChange.What.RAISED, alert);
        assertThat(all()).singleElement().satisfies(incident -> assertThat(incident.priority())
                .isEqualTo(Priority.P1));
        run();
        after(Duration.ofMinutes(30));
        assertThat(said).contains("ops OPEN", "mail-ann CALL", "mail-bob CALL");
        hear(AlertChange.What.ACKNOWLEDGED, again(alert, AlertState.ACKNOWLEDGED));
        said.clear();
        after(Duration.ofMinutes(29));
        assertThat(said).doesNotContain("mail-eve CALL");
        assertThat(all().getFirst().response().by()).isEqualTo("bob");
        assertThat(whats()).contains(What.OPENED, What.ESCALATED, What.TOLD, What.RESPONDED, What.ALERT_ACKNOWLEDGED);
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
                                .as(database.transaction::transactional),
                        6)
                .blockLast();
        assertThat(all()).hasSize(1);
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
        assertThat(said.stream().filter("mail-ann CALL"::equals)).hasSize(8);
    }

    @Test
    void whatIsKilledBeforeTheCommitHasHappenedNotAtAllAndHappensNextTime() {
        open(Priority.P0);
        List<What> before = whats();
        brokenOutbox = true;
        assertThatThrownBy(this::run).hasMessageContaining("Killed");
        assertThat(whats()).isEqualTo(before);
        assertThat(all().getFirst().escalation()).isEqualTo(Escalation.NOT_YET);
        brokenOutbox = false;
        run();
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
                        .byPerson(UUID.randomUUID(), number, words, priority, "ada", handle.now()))
                .block();
    }

    private void hear(AlertChange.What what, Alert alert) {
        follow.follow(List.of(new AlertChange(what, alert, now)))
                .as(database.transaction::transactional)
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
                .list(new Incidents.Filter(null, null, null, 99))
                .collectList()
                .block();
    }

    private List<What> whats() {
        return incidents
                .list(new Incidents.Filter(null, null, null, 99))
                .concatMap(incident -> timeline.of(incident.id(), 0, 999))
                .map(line -> line.entry().what())
                .collectList()
                .block();
    }
}
