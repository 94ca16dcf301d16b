package io.mooring.notifier.tell;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.firing;
import static io.mooring.notifier.alert.Samples.report;
import static io.mooring.notifier.alert.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.delivery.DeliveryChange;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** From reports to what is said, on a real database. */
class TellIT {

    private record Said(String destination, String subject, Operation operation, Message message) {}

    private static NotifierDatabase database;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<Said> said = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Muted> muted = new HashMap<>();
    private final Counter missed = new SimpleMeterRegistry().counter("missed");
    private AlertsForTests alerts;
    private TellHeldBack heldBack;
    private SayWhatIsDue due;
    private TellElsewhere elsewhere;
    private Gatherings gatherings;

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
                .sql("TRUNCATE alert, alert_key, gathering, told, telling CASCADE")
                .then()
                .block();
        Alerts store = AlertsForTests.on(database);
        gatherings = new R2dbcGatherings(database.client(), store);
        Tellings tellings = new R2dbcTellings(database.client());
        Conversations conversations = (destination, subject, operation, message) -> Mono.fromSupplier(() -> {
            said.add(new Said(destination, subject, operation, message));
            return conversation(said.getLast());
        });
        Mutes mutes = (asked, at) -> Mono.fromSupplier(() -> asked.stream()
                .filter(alert -> muted.containsKey(alert.key()))
                .collect(Collectors.toMap(Alert::id, alert -> muted.get(alert.key()))));
        ComposeMessage compose = new ComposeMessage("https://mooring.example/");
        SayGathering say = new SayGathering(gatherings, conversations, compose);
        FakePlaces places = new FakePlaces("slack", "email", "pager");
        places.standIn("slack", "pager");
        DecideTelling decide = new DecideTelling(
                List.of(
                        DecideTellingTest.route(
                                "grave",
                                Set.of(Severity.CRITICAL, Severity.EMERGENCY),
                                List.of(),
                                List.of("slack", "email"),
                                false),
                        DecideTellingTest.route(
                                "warning", Set.of(Severity.WARNING), List.of(), List.of("email"), false)),
                places);
        TellAlerts tell =
                new TellAlerts(decide, mutes, tellings, gatherings, say, TellSettings.DEFAULTS, UUID::randomUUID);
        TellOfAlerts follow =
                new TellOfAlerts(tell, decide, tellings, gatherings, say, conversations, compose, now::get);
        alerts = AlertsForTests.followed(database, now::get, List.of(follow));
        heldBack = new TellHeldBack(
                store, AlertsForTests.holding(database), tellings, tell, database.transaction(), now::get, missed);
        elsewhere = new TellElsewhere(
                new R2dbcUnreached(database.client()),
                store,
                AlertsForTests.holding(database),
                tell,
                places,
                database.transaction(),
                now::get,
                TellSettings.DEFAULTS.standInAfter());
        due = new SayWhatIsDue(gatherings, say, database.transaction(), now::get);
    }

    @Test
    void theFirstCriticalGoesOutAtOnceToEveryDestinationOfItsRoute() {
        hear(firing("a", Severity.CRITICAL));
        assertThat(said).extracting(Said::destination).containsExactlyInAnyOrder("slack", "email");
        assertThat(said).extracting(Said::operation).containsOnly(Operation.OPEN);
        Message message = said.getFirst().message();
        assertThat(message.words().title()).isEqualTo("Something is wrong with a");
        assertThat(message.link()).startsWith("https://mooring.example/alerts/");
        assertThat(message.alert()).isNotNull();
    }

    @Test
    void itsLifeIsOneConversation() {
        hear(firing("a", Severity.CRITICAL));
        UUID id = said.getFirst().message().alert();
        alerts.act().acknowledge(id, "ann", Alert.Via.API, "on it").block();
        hear(resolved("a", NOON.plusSeconds(60)));
        List<Said> slack = at("slack");
        assertThat(slack)
                .extracting(Said::operation)
                .containsExactly(Operation.OPEN, Operation.UPDATE, Operation.CLOSE);
        assertThat(slack)
                .extracting(Said::subject)
                .containsOnly(slack.getFirst().subject());
        assertThat(slack.get(1).message().by()).isEqualTo("ann");
        assertThat(slack.get(1).message().remark()).isEqualTo("Acknowledged by ann: on it");
        assertThat(slack.get(2).message().status()).isEqualTo(Message.Status.RESOLVED);
        hear(firing("a", Severity.CRITICAL));
        assertThat(at("slack").getLast().subject())
                .as("another episode is another conversation")
                .isNotEqualTo(slack.getFirst().subject());
    }

    @Test
    void whatBecomesGraverCallsWhoWasToldAndTellsWhoWasNot() {
        hear(firing("a", Severity.WARNING));
        hear(firing("a", Severity.CRITICAL));
        assertThat(at("email")).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.CALL);
        assertThat(at("slack")).extracting(Said::operation).containsExactly(Operation.OPEN);
    }

    @Test
    void theSecondOfAGroupJoinsAndIsToldLoudlyALittleLater() {
        hear(inGroup("a", Severity.WARNING, "shop"));
        hear(inGroup("b", Severity.WARNING, "shop"));
        assertThat(said).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.UPDATE);
        assertThat(said.getLast().message().lines()).hasSize(2);
        assertThat(said.getLast().message().remark()).isEqualTo("Also: Something is wrong with b");
        due.sayDue().block();
        assertThat(said).hasSize(2);
        now.set(NOON.plusSeconds(31));
        due.sayDue().block();
        due.sayDue().block();
        assertThat(said).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.UPDATE, Operation.CALL);
        assertThat(said.getLast().message().remark()).isEqualTo("One more alert");
    }

    @Test
    void aGatheringIsOverWhenAllItsAlertsAre() {
        hear(inGroup("a", Severity.WARNING, "shop"), inGroup("b", Severity.WARNING, "shop"));
        hear(resolved("a", NOON));
        assertThat(said.getLast().operation()).isEqualTo(Operation.UPDATE);
        hear(resolved("b", NOON));
        assertThat(said.getLast().operation()).isEqualTo(Operation.CLOSE);
    }

    @Test
    void tenThousandAlertsAreFewMessagesAndLoseNone() {
        for (int batch = 0; batch < 20; batch++) {
            int from = batch * 500;
            alerts.reports()
                    .hear(IntStream.range(from, from + 500)
                            .mapToObj(i -> inGroup("key-" + i, Severity.WARNING, "service-" + i))
                            .toList())
                    .block();
        }
        due.sayDue().block();
        Map<Operation, Long> counts =
                said.stream().collect(Collectors.groupingBy(Said::operation, Collectors.counting()));
        assertThat(counts.get(Operation.OPEN)).isEqualTo(TellSettings.DEFAULTS.stormAt() + 1L);
        assertThat(said).hasSizeLessThan(40);
        Message storm = said.getLast().message();
        assertThat(storm.words().title()).isEqualTo("Storm: 9,990 alerts at once");
        assertThat(storm.lines()).hasSize(20);
        assertThat(storm.more()).isEqualTo(9_970);
        Long told = database.client()
                .sql("SELECT count(*) AS n FROM told")
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
        assertThat(told).isEqualTo(10_000);
    }

    @Test
    void whatIsSilencedIsToldWhenTheSilenceEndsAndNotBefore() {
        muted.put("a", new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", null));
        hear(firing("a", Severity.CRITICAL));
        heldBack.askAgain().block();
        assertThat(said).isEmpty();
        muted.clear();
        heldBack.askAgain().block();
        heldBack.askAgain().block();
        assertThat(at("slack")).extracting(Said::operation).containsExactly(Operation.OPEN);
    }

    @Test
    void whatWasOverWhileItWasSilencedIsToldNobody() {
        muted.put("a", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("a", Severity.CRITICAL));
        hear(resolved("a", NOON));
        muted.clear();
        heldBack.askAgain().block();
        assertThat(said).isEmpty();
    }

    @Test
    void whatWasToldBeforeASilenceIsStillToldToBeOver() {
        hear(firing("a", Severity.CRITICAL));
        muted.put("a", new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", null));
        hear(resolved("a", NOON));
        assertThat(at("slack")).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.CLOSE);
    }

    @Test
    void theAuditorFindsWhatNobodyDecidedAbout() {
        hear(firing("a", Severity.CRITICAL));
        said.clear();
        database.client().sql("TRUNCATE gathering, told, telling").then().block();
        heldBack.audit().block();
        assertThat(said).as("its transaction may still be under way").isEmpty();
        now.set(NOON.plus(Duration.ofMinutes(2)));
        heldBack.audit().block();
        assertThat(at("slack")).extracting(Said::operation).containsExactly(Operation.OPEN);
        assertThat(missed.count()).isEqualTo(1);
    }

    @Test
    void anEmergencyThatDidNotArriveInTimeGoesToTheStandInOnce() {
        hear(firing("a", Severity.EMERGENCY), firing("b", Severity.CRITICAL));
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).isEmpty();
        now.set(NOON.plusSeconds(31));
        elsewhere.tellUnreached().block();
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).extracting(Said::operation).containsExactly(Operation.OPEN);
        assertThat(at("pager").getFirst().message().words().title()).isEqualTo("Something is wrong with a");
        hear(resolved("a", NOON.plusSeconds(31)));
        assertThat(at("pager")).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.CLOSE);
    }

    @Test
    void anEmergencyThatArrivedNeedsNoStandIn() {
        hear(firing("a", Severity.EMERGENCY));
        Said slack = at("slack").getFirst();
        elsewhere
                .follow(new DeliveryChange.Delivered(
                        UUID.randomUUID(),
                        conversation(slack),
                        slack.subject(),
                        "slack",
                        Operation.OPEN,
                        slack.message()))
                .block();
        now.set(NOON.plusSeconds(31));
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).isEmpty();
    }

    @Test
    void whenItsDestinationIsPausedTheStandInIsToldAtOnce() {
        hear(firing("a", Severity.EMERGENCY));
        elsewhere
                .follow(new DeliveryChange.Paused("slack", NOON.plusSeconds(30), "five failures in a row"))
                .block();
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).extracting(Said::operation).containsExactly(Operation.OPEN);
    }

    @Test
    void whatComesAndGoesInOneBatchIsToldAsBoth() {
        hear(firing("a", Severity.CRITICAL), resolved("a", NOON));
        assertThat(at("slack")).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.CLOSE);
    }

    @Test
    void newsIsToldWhereARouteTakesIt() {
        hear(report("n", Says.NEWS, Severity.WARNING, "Backup completed", NOON, null));
        hear(report("n", Says.NEWS, Severity.INFO, "Nobody listens", NOON, null));
        assertThat(said).hasSize(1);
        assertThat(said.getFirst().message().status()).isEqualTo(Message.Status.NEWS);
    }

    @Test
    void manyAtOnceOpenOneGatheringForOneGroup() {
        Flux.range(0, 8)
                .flatMap(i -> alerts.reports().hear(List.of(inGroup("key-" + i, Severity.CRITICAL, "shop"))), 8)
                .blockLast();
        assertThat(at("slack").stream().filter(one -> one.operation() == Operation.OPEN))
                .hasSize(1);
        assertThat(at("slack").getLast().message().lines()).hasSize(8);
    }

    private static UUID conversation(Said said) {
        return UUID.nameUUIDFromBytes((said.destination() + said.subject()).getBytes(StandardCharsets.UTF_8));
    }

    private void hear(Report... reports) {
        alerts.reports().hear(List.of(reports)).block();
    }

    private static Report inGroup(String key, Severity severity, String service) {
        Report report = firing(key, severity);
        return new Report(
                key,
                Says.FIRING,
                severity,
                report.words(),
                Map.of("service", service),
                report.at(),
                report.origin(),
                null);
    }

    private List<Said> at(String destination) {
        return said.stream()
                .filter(one -> one.destination().equals(destination))
                .toList();
    }
}
