package io.mooring.notifier.tell;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.firing;
import static io.mooring.notifier.alert.Samples.report;
import static io.mooring.notifier.alert.Samples.resolved;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.NotifierTelemetry;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.HeldAlerts;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Report.Says;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.conversation.PlainConversations;
import io.mooring.notifier.delivery.DeliveryChange;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.tell.ReadNews.ToldNews;
import io.mooring.notifier.tell.ReadNews.Wanted;
import io.r2dbc.spi.Connection;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** From reports to what is said, on a real database. */
class TellIT {

    private record Said(String destination, String subject, Operation operation, Message message) {}

    private static final NewsSettings NEWS =
            new NewsSettings(5, Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(15));
    private static NotifierDatabase database;
    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final List<Said> said = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Muted> muted = new HashMap<>();
    private final Set<String> gone = new HashSet<>();
    private final AtomicReference<Mono<?>> meanwhile = new AtomicReference<>(Mono.empty());
    private final Set<String> failing = new HashSet<>();
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Counter missed = meters.counter("missed");
    private AlertsForTests alerts;
    private TellHeldBack heldBack;
    private SayWhatIsDue due;
    private TellElsewhere elsewhere;
    private SayNewsDigests digests;
    private Gatherings gatherings;
    private WarnOfUntold untold;
    private TellHeldNews heldNews;

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
                .sql(
                        "TRUNCATE alert, alert_key, gathering, gathering_reach, told, telling, news, news_digest, delivery CASCADE")
                .then()
                .block();
        Alerts store = AlertsForTests.on(database);
        gatherings = new R2dbcGatherings(database.client(), store);
        Tellings tellings = new R2dbcTellings(database.client());
        PlainConversations conversations = (destination, subject, operation, message) -> Mono.fromSupplier(() -> {
            if (gone.contains(destination)) {
                Destinations.of(Map.of()).named(destination);
            }
            if (failing.contains(subject)
                    || failing.contains(destination + ": " + message.words().title())) {
                throw new IllegalStateException("not today");
            }
            said.add(new Said(destination, subject, operation, message));
            return conversation(said.getLast());
        });
        Mutes mutes = (asked, at) -> Mono.fromSupplier(() -> asked.stream()
                .filter(alert -> muted.containsKey(alert.key()))
                .collect(Collectors.toMap(Alert::id, alert -> muted.get(alert.key()))));
        ComposeMessage compose = new ComposeMessage("https://mooring.example/");
        SayGathering say = new SayGathering(gatherings, conversations, compose, now::get);
        FakePlaces places = new FakePlaces("slack", "email", "pager", "room");
        places.standIn("slack", "pager");
        places.standIn("room", "pager");
        DecideTelling decide = new DecideTelling(
                List.of(
                        DecideTellingTest.route(
                                "grave",
                                Set.of(Severity.CRITICAL, Severity.EMERGENCY),
                                List.of("service!=nowhere", "service!=hushed"),
                                List.of("slack", "email"),
                                false),
                        DecideTellingTest.route("hushed", Set.of(), List.of("service=hushed"), List.of(), false),
                        DecideTellingTest.route("info", Set.of(Severity.INFO), List.of(), List.of("slack"), false),
                        DecideTellingTest.route(
                                "warning",
                                Set.of(Severity.WARNING),
                                List.of("service!=daytime"),
                                List.of("email"),
                                false),
                        new RouteSettings(
                                        "daytime",
                                        Set.of(Severity.WARNING),
                                        List.of(),
                                        new HoursSettings(Set.of(), "14:00", "17:00", ZoneOffset.UTC),
                                        List.of("email"),
                                        false,
                                        false,
                                        List.of("service"),
                                        null)
                                .route(),
                        new RouteSettings(
                                        "quay",
                                        Set.of(),
                                        List.of("service=quay"),
                                        null,
                                        List.of("room"),
                                        false,
                                        true,
                                        List.of("service"),
                                        null)
                                .route()),
                places);
        TellAlerts tell =
                new TellAlerts(decide, mutes, tellings, interrupted(), say, TellSettings.DEFAULTS, UUID::randomUUID);
        News rows = new R2dbcNews(database.client(), JsonMapper.builder().build());
        digests =
                new SayNewsDigests(rows, conversations, new ComposeDigest(""), NEWS, database.transaction(), now::get);
        heldNews = new TellHeldNews(
                new R2dbcHeldNews(database.client(), JsonMapper.builder().build()),
                conversations,
                compose,
                database.transaction(),
                now::get);
        TellNews news = new TellNews(decide, rows, conversations, compose, digests, NEWS, UUID::randomUUID);
        TellOfAlerts follow = new TellOfAlerts(tell, tellings, gatherings, say, news, mutes, now::get);
        alerts = AlertsForTests.followed(database, now::get, List.of(follow));
        heldBack = new TellHeldBack(
                store,
                AlertsForTests.holding(database),
                tellings,
                tell,
                places,
                database.transaction(),
                now::get,
                missed);
        elsewhere = new TellElsewhere(
                new R2dbcUnreached(database.client(), decide.inMaintenance()),
                store,
                AlertsForTests.holding(database),
                tell,
                places,
                database.transaction(),
                now::get,
                TellSettings.DEFAULTS.standInAfter());
        untold = new WarnOfUntold(tellings, decide, mutes, store, alerts.reports(), now::get, meters);
        due = new SayWhatIsDue(gatherings, say, database.transaction(), now::get);
    }

    @Test
    void theFirstCriticalGoesOutAtOnceToEveryDestinationOfItsRoute() {
        hear(firing("a", Severity.CRITICAL));
        assertThat(said).extracting(Said::destination).containsExactlyInAnyOrder("slack", "email");
        assertThat(said).extracting(Said::operation).containsOnly(Operation.OPEN);
        Message message = said.getFirst().message();
        assertThat(message.words().title()).isEqualTo("Something is wrong with a");
        assertThat(message.remark()).isEmpty();
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
    void whatWasToldWhereNobodyIsAnyMoreChangesAndEndsAllTheSame() {
        hear(firing("a", Severity.CRITICAL), inGroup("b", Severity.CRITICAL, "a"));
        gone.add("email");
        alerts.act().acknowledge(idOf("a"), "ann", Alert.Via.API, "").block();
        hear(resolved("a", NOON), resolved("b", NOON));
        now.set(NOON.plusSeconds(31));
        due.sayDue().block();
        assertThat(at("email")).extracting(Said::operation).containsExactly(Operation.OPEN);
        assertThat(at("slack").getLast().operation()).isEqualTo(Operation.CLOSE);
        assertThat(count("gathering WHERE NOT closed")).isZero();
    }

    @Test
    void newsOfADestinationThatIsGoneIsLeft() {
        hear(news(NEWS.most() + 2, Severity.INFO));
        gone.add("slack");
        now.set(NOON.plus(NEWS.quietFor()));
        digests.sayDue().block();
        assertThat(count("news_digest WHERE NOT closed")).isZero();
    }

    @Test
    void whatCannotBeSaidKeepsNothingElseFromBeingSaid() {
        hear(inGroup("a", Severity.WARNING, "shop"), inGroup("b", Severity.WARNING, "web"));
        hear(inGroup("c", Severity.WARNING, "shop"), inGroup("d", Severity.WARNING, "web"));
        now.set(NOON.plusSeconds(31));
        failing.add(said.getFirst().subject());
        due.sayDue().block();
        due.sayDue().block();
        assertThat(said).filteredOn(one -> one.operation() == Operation.CALL).hasSize(1);
        failing.clear();
        due.sayDue().block();
        assertThat(said)
                .as("it is left alone for a moment")
                .filteredOn(one -> one.operation() == Operation.CALL)
                .hasSize(1);
        now.set(NOON.plusSeconds(34));
        due.sayDue().block();
        assertThat(said).filteredOn(one -> one.operation() == Operation.CALL).hasSize(2);
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
        assertThat(said.getLast().message().remark()).isEqualTo("One more alert: Something is wrong with b");
    }

    @Test
    void whatSwingsWhileItsCallIsPlannedDoesNotCallEarlier() {
        hear(inGroup("a", Severity.CRITICAL, "shop"));
        hear(inGroup("b", Severity.CRITICAL, "shop"));
        hear(inGroup("b", Severity.WARNING, "shop"));
        hear(inGroup("b", Severity.CRITICAL, "shop"));
        assertThat(at("slack")).extracting(Said::operation).doesNotContain(Operation.CALL);
        now.set(NOON.plusSeconds(31));
        due.sayDue().block();
        assertThat(at("slack")).extracting(Said::operation).containsOnlyOnce(Operation.CALL);
    }

    @Test
    void whatComesAfterAllIsAcknowledgedDoesNotJoinIt() {
        hear(inGroup("a", Severity.WARNING, "shop"), inGroup("b", Severity.WARNING, "shop"));
        alerts.act().acknowledge(idOf("a"), "ann", Alert.Via.API, "").block();
        hear(inGroup("c", Severity.WARNING, "shop"));
        assertThat(said).as("somebody works on a, and nobody yet on b").hasSize(3);
        Stream.of("b", "c").forEach(key -> alerts.act()
                .acknowledge(idOf(key), "ann", Alert.Via.API, "")
                .block());
        said.clear();
        hear(inGroup("d", Severity.WARNING, "shop"));
        assertThat(said).extracting(Said::operation).containsExactly(Operation.OPEN);
        assertThat(said.getFirst().message().words().title()).isEqualTo("Something is wrong with d");
    }

    @Test
    void aStormThatIsAcknowledgedTakesNothingMore() {
        int many = TellSettings.DEFAULTS.stormAt() + 5;
        hear(IntStream.range(0, many)
                .mapToObj(i -> inGroup("a" + i, Severity.WARNING, "service-" + i))
                .toArray(Report[]::new));
        IntStream.range(0, many).forEach(i -> alerts.act()
                .acknowledge(idOf("a" + i), "ann", Alert.Via.API, "")
                .block());
        said.clear();
        hear(inGroup("b", Severity.WARNING, "another"));
        assertThat(said).extracting(Said::operation).containsExactly(Operation.OPEN);
    }

    /** What is to be called for is read, added to and written back: whoever calls in between would call for it twice. */
    @Test
    void peopleAreNotCalledTwiceForWhatJoinsJustThen() throws Exception {
        int many = TellSettings.DEFAULTS.stormAt() + 2;
        hear(IntStream.range(0, many)
                .mapToObj(i -> inGroup("a" + i, Severity.WARNING, "service-" + i))
                .toArray(Report[]::new));
        for (int minute = 1; minute < 6; minute++) {
            now.set(NOON.plus(Duration.ofMinutes(minute)));
            hear(inGroup("b" + minute, Severity.WARNING, "another"));
        }
        now.set(NOON.plus(Duration.ofMinutes(6)));
        CompletableFuture<Void> calling = new CompletableFuture<>();
        meanwhile.set(Mono.fromRunnable(() ->
                        due.sayDue().subscribe(_ -> {}, calling::completeExceptionally, () -> calling.complete(null)))
                .then(Mono.fromFuture(calling, true)
                        .timeout(Duration.ofSeconds(1))
                        .onErrorComplete(TimeoutException.class)));
        hear(inGroup("c", Severity.WARNING, "another"));
        meanwhile.set(Mono.empty());
        calling.get(2, TimeUnit.MINUTES);
        due.sayDue().block();
        assertThat(said).filteredOn(one -> one.operation() == Operation.CALL).hasSize(1);
    }

    /** Lets something happen between what telling reads and what it writes. */
    private Gatherings interrupted() {
        return (Gatherings) Proxy.newProxyInstance(
                Gatherings.class.getClassLoader(), new Class<?>[] {Gatherings.class}, (proxy, method, arguments) -> {
                    Object answer = method.invoke(gatherings, arguments);
                    return method.getName().equals("lately")
                            ? ((Mono<?>) answer).delayUntil(_ -> meanwhile.get())
                            : answer;
                });
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
    void aListOfAlertsSaysOfEachWhatHoldsItBackNow() {
        Instant until = NOON.plusSeconds(60);
        muted.put("a", new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", until));
        muted.put("b", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("a", Severity.CRITICAL), firing("b", Severity.WARNING), firing("c", Severity.WARNING));
        HeldAlerts held = new HeldByTellings(database.client());
        Set<UUID> all = Set.of(idOf("a"), idOf("b"), idOf("c"));
        assertThat(held.among(all).block())
                .containsOnly(
                        Map.entry(idOf("a"), new HeldAlerts.Held("silence", "s-1", "Silenced by Ann", until)),
                        Map.entry(idOf("b"), new HeldAlerts.Held("maintenance", "w-1", "Maintenance", null)));
        assertThat(held.counts().block()).containsOnly(Map.entry("silence", 1L), Map.entry("maintenance", 1L));
        hear(resolved("a", NOON));
        muted.clear();
        heldBack.askAgain().block();
        assertThat(held.among(all).block()).as("told, or over").isEmpty();
        assertThat(held.counts().block()).isEmpty();
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
    void whatComesOutsideTheHoursOfItsRouteIsToldWhenTheyBegin() {
        hear(firing("daytime", Severity.WARNING));
        heldBack.askAgain().block();
        assertThat(said).isEmpty();
        assertThat(new HeldByTellings(database.client()).counts().block()).containsOnly(Map.entry("hours", 1L));
        now.set(NOON.plus(Duration.ofHours(2)));
        heldBack.askAgain().block();
        heldBack.askAgain().block();
        assertThat(at("email")).extracting(Said::operation).containsExactly(Operation.OPEN);
        hear(report("daytime", Says.NEWS, Severity.WARNING, "It is night", NOON, null));
        assertThat(at("email")).hasSize(2);
        now.set(NOON.plus(Duration.ofHours(6)));
        hear(report("daytime", Says.NEWS, Severity.WARNING, "It is night", NOON, null));
        assertThat(at("email")).as("news waits for nothing").hasSize(2);
    }

    @Test
    void whatBecomesGraverWhileItIsMutedCallsWhoWasToldWhenItIsReleased() {
        hear(firing("a", Severity.WARNING));
        muted.put("a", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("a", Severity.CRITICAL));
        heldBack.askAgain().block();
        assertThat(said).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.UPDATE);
        muted.clear();
        heldBack.askAgain().block();
        heldBack.askAgain().block();
        assertThat(at("email"))
                .extracting(Said::operation)
                .containsExactly(Operation.OPEN, Operation.UPDATE, Operation.CALL);
        assertThat(at("slack")).extracting(Said::operation).containsExactly(Operation.OPEN);
    }

    @Test
    void aRouteForMaintenanceIsToldAtOnceAndTheOthersAfterwards() {
        muted.put("quay", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("quay", Severity.CRITICAL));
        heldBack.askAgain().block();
        assertThat(said).extracting(Said::destination).containsExactly("room");
        assertThat(new R2dbcTellings(database.client()).of(idOf("quay")).block().outcome())
                .isEqualTo(Decision.Outcome.HELD);
        muted.clear();
        heldBack.askAgain().block();
        assertThat(said)
                .filteredOn(said -> said.operation() == Operation.OPEN)
                .extracting(Said::destination)
                .containsExactly("room", "email", "slack");
        hear(resolved("quay", NOON));
        assertThat(said)
                .filteredOn(said -> said.operation() == Operation.CLOSE)
                .extracting(Said::destination)
                .containsExactlyInAnyOrder("room", "email", "slack");
    }

    @Test
    void whatBecomesGraverInMaintenanceCallsTheRouteForItAndTheOthersAfterwards() {
        hear(firing("quay", Severity.WARNING));
        muted.put("quay", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("quay", Severity.CRITICAL));
        assertThat(at("room")).extracting(Said::operation).containsExactly(Operation.OPEN);
        assertThat(at("email")).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.UPDATE);
        heldBack.askAgain().block();
        assertThat(at("email")).as("held back still").hasSize(2);
        hear(firing("quay", Severity.EMERGENCY));
        assertThat(at("room")).extracting(Said::operation).endsWith(Operation.CALL);
        assertThat(at("room").getLast().message().remark())
                .isEqualTo("While maintenance lasts: Something is wrong with quay");
        assertThat(at("email")).extracting(Said::operation).doesNotContain(Operation.CALL);
        muted.clear();
        heldBack.askAgain().block();
        assertThat(at("email"))
                .extracting(Said::operation)
                .containsExactly(Operation.OPEN, Operation.UPDATE, Operation.UPDATE, Operation.CALL);
    }

    @Test
    void anEmergencyThatTheRouteForMaintenanceDoesNotReachGoesToItsStandInMeanwhile() {
        muted.put("quay", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("quay", Severity.EMERGENCY));
        now.set(NOON.plus(TellSettings.DEFAULTS.standInAfter()).plusSeconds(1));
        elsewhere.tellUnreached().block();
        assertThat(said).extracting(Said::destination).containsExactly("room", "pager");
    }

    @Test
    void whatIsOverWhileOnlyTheRouteForMaintenanceKnowsOfItIsOverThere() {
        muted.put("quay", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("quay", Severity.CRITICAL));
        hear(resolved("quay", NOON));
        muted.clear();
        heldBack.askAgain().block();
        assertThat(said).extracting(Said::destination).containsExactly("room", "room");
        assertThat(said).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.CLOSE);
    }

    @Test
    void whatBecameGraverAndIsTakenOnWhileItIsMutedCallsNobody() {
        hear(firing("a", Severity.WARNING));
        muted.put("a", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("a", Severity.CRITICAL));
        alerts.act().acknowledge(idOf("a"), "ann", Alert.Via.API, "").block();
        muted.clear();
        heldBack.askAgain().block();
        assertThat(at("email")).extracting(Said::operation).doesNotContain(Operation.CALL);
    }

    @Test
    void whatBecameGraverAndEndsWhileItIsMutedWasToldAllTheSame() {
        hear(firing("a", Severity.WARNING));
        muted.put("a", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("a", Severity.CRITICAL));
        UUID id = idOf("a");
        hear(resolved("a", NOON));
        assertThat(said.getLast().operation()).isEqualTo(Operation.CLOSE);
        Tellings.Decided decided = new R2dbcTellings(database.client()).of(id).block();
        assertThat(decided.outcome()).isEqualTo(Decision.Outcome.TOLD);
        assertThat(decided.why())
                .isEqualTo("Nobody else was told or called: it was over while it was held back. Maintenance");
    }

    @Test
    void askingAgainWritesNothingWhileNothingChanged() {
        muted.put("a", new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", NOON.plusSeconds(60)));
        hear(firing("a", Severity.CRITICAL));
        String before = versions();
        heldBack.askAgain().block();
        heldBack.askAgain().block();
        assertThat(versions()).isEqualTo(before);
        muted.put("a", new Muted(Muted.Kind.SILENCE, "s-2", "Silenced by Bob", null));
        heldBack.askAgain().block();
        assertThat(count("telling WHERE reference = 's-2'")).isEqualTo(1);
    }

    @Test
    void ofManyHeldBackAllAreAskedAboutInTurn() {
        int many = TellHeldBack.AT_ONCE * 2 + 1;
        Report[] all = IntStream.range(0, many)
                .mapToObj(i -> firing("a" + i, Severity.WARNING))
                .toArray(Report[]::new);
        for (Report one : all) {
            muted.put(one.key(), new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", null));
        }
        hear(all);
        muted.clear();
        for (int round = 0; round < 3; round++) {
            heldBack.askAgain().block();
        }
        assertThat(count("told")).isEqualTo(many);
        assertThat(count("telling WHERE outcome = 'HELD'")).isZero();
    }

    @Test
    void oneThatCannotBeToldKeepsNoneOfTheOthersHeldBack() {
        Report[] all = {firing("a", Severity.WARNING), firing("b", Severity.WARNING), firing("c", Severity.WARNING)};
        Stream.of(all)
                .forEach(one -> muted.put(one.key(), new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", null)));
        hear(all);
        muted.clear();
        failing.add("email: Something is wrong with b");
        heldBack.askAgain().block();
        assertThat(titlesToldAt("email"))
                .containsExactlyInAnyOrder("Something is wrong with a", "Something is wrong with c");
        failing.clear();
        heldBack.askAgain().block();
        assertThat(titlesToldAt("email")).as("it is left alone for a moment").hasSize(2);
        now.set(NOON.plusSeconds(3));
        heldBack.askAgain().block();
        assertThat(titlesToldAt("email")).hasSize(3);
    }

    @Test
    void oneThatCannotBeToldKeepsNoOtherFromTheAuditor() {
        hear(firing("a", Severity.WARNING), firing("b", Severity.WARNING), firing("moved", Severity.CRITICAL));
        hear(inGroup("forgotten", Severity.CRITICAL, "nowhere"));
        database.client()
                .sql("WITH moved AS (UPDATE told SET destination = destination || '-of-old' WHERE alert_id = :moved)"
                        + " DELETE FROM told WHERE alert_id <> :moved")
                .bind("moved", idOf("moved"))
                .then()
                .block();
        database.client()
                .sql("DELETE FROM telling y USING alert a WHERE a.id = y.alert_id AND a.key IN ('a', 'b')")
                .then()
                .block();
        database.client()
                .sql("UPDATE alert SET labels = '{}' WHERE key = 'forgotten'")
                .then()
                .block();
        said.clear();
        now.set(NOON.plus(Duration.ofMinutes(2)));
        failing.add("email: Something is wrong with a");
        heldBack.audit().block();
        assertThat(titlesToldAt("email"))
                .containsExactlyInAnyOrder(
                        "Something is wrong with b",
                        "Something is wrong with moved",
                        "Something is wrong with forgotten");
        assertThat(missed.count()).isEqualTo(1);
        failing.clear();
        now.set(NOON.plus(Duration.ofMinutes(3)));
        heldBack.audit().block();
        assertThat(titlesToldAt("email")).hasSize(4);
        assertThat(missed.count()).isEqualTo(2);
    }

    @Test
    void oneWhoseStandInCannotBeToldKeepsNoOtherFromIts() {
        hear(firing("a", Severity.EMERGENCY));
        now.set(NOON.plusSeconds(1));
        hear(firing("b", Severity.EMERGENCY));
        now.set(NOON.plusSeconds(40));
        failing.add("pager: Something is wrong with a");
        elsewhere.tellUnreached().block();
        assertThat(titlesToldAt("pager")).containsExactly("Something is wrong with b");
        failing.clear();
        elsewhere.tellUnreached().block();
        assertThat(titlesToldAt("pager")).as("it is left alone for a moment").hasSize(1);
        now.set(NOON.plusSeconds(43));
        elsewhere.tellUnreached().block();
        assertThat(titlesToldAt("pager")).hasSize(2);
    }

    /** Committed; what was said may be undone. */
    private static List<String> titlesToldAt(String destination) {
        return database.client()
                .sql("SELECT title FROM told JOIN alert ON alert.id = alert_id WHERE destination = :destination")
                .bind("destination", destination)
                .map(row -> row.get("title", String.class))
                .all()
                .collectList()
                .block();
    }

    /** Of each alert's row which version it is, and what keys were locked. */
    private static String versions() {
        return database.client()
                .sql("SELECT (SELECT string_agg(xmin || ' ' || xmax, ',') FROM telling)"
                        + " || (SELECT string_agg(xmin || ' ' || xmax, ',') FROM alert_key) AS all")
                .map(row -> row.get("all", String.class))
                .one()
                .block();
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
    void whatWasToldOnlyWhereNobodyIsAnyMoreIsToldWhereRoutesLeadNow() {
        hear(firing("a", Severity.WARNING), firing("b", Severity.CRITICAL), firing("c", Severity.WARNING));
        alerts.act().acknowledge(idOf("c"), "ann", Alert.Via.API, "").block();
        database.client()
                .sql("WITH moved AS (UPDATE gathering SET destination = 'mail' WHERE destination = 'email')"
                        + " UPDATE told SET destination = 'mail' WHERE destination = 'email'")
                .then()
                .block();
        said.clear();
        heldBack.audit().block();
        assertThat(said)
                .as("of b Slack knows, and c is in hand")
                .extracting(Said::destination, one -> one.message().words().title())
                .containsExactly(tuple("email", "Something is wrong with a"));
        heldBack.audit().block();
        assertThat(said).hasSize(1);
        assertThat(missed.count()).isZero();
    }

    @Test
    void aGraveAlertThatReachedNobodyIsAnAlertUntilItIsOver() {
        hear(firing("a", Severity.CRITICAL), firing("b", Severity.CRITICAL), firing("c", Severity.WARNING));
        at("slack").forEach(one -> delivery(one, "DEAD"));
        at("email").forEach(one -> delivery(one, "DEAD"));
        untold.look().block();
        assertThat(untold()).as("somebody may be mending it").isZero();
        now.set(NOON.plus(Duration.ofMinutes(6)));
        delivery(at("email").getFirst(), "PENDING");
        delivery(at("slack").getLast(), "DELIVERED");
        untold.look().block();
        assertThat(untold()).isZero();
        assertThat(count("alert WHERE event_type = 'AlertsUntold'")).isZero();
        database.client().sql("UPDATE delivery SET state = 'DEAD'").then().block();
        untold.look().block();
        untold.look().block();
        assertThat(untold()).isEqualTo(2);
        assertThat(at("slack").getLast().message().words().title()).isEqualTo("2 grave alerts reached nobody");
        assertThat(count("alert WHERE event_type = 'AlertsUntold'")).isEqualTo(1);
        at("slack").forEach(one -> delivery(one, "DEAD"));
        now.set(NOON.plus(Duration.ofMinutes(12)));
        untold.look().block();
        assertThat(untold()).as("it does not count itself").isEqualTo(2);
        database.client().sql("UPDATE delivery SET state = 'DROPPED'").then().block();
        untold.look().block();
        assertThat(untold()).isZero();
        assertThat(at("slack").getLast().operation()).isEqualTo(Operation.CLOSE);
    }

    @Test
    void whatWasDeliveredLongAgoAndIsForgottenReachedSomebody() {
        hear(firing("a", Severity.CRITICAL));
        now.set(NOON.plus(Duration.ofDays(100)));
        untold.look().block();
        assertThat(count("delivery")).isZero();
        assertThat(untold()).isZero();
    }

    @Test
    void aGraveAlertThatNoRouteTakesReachedNobodyUnlessARouteSaysSo() {
        hear(
                inGroup("a", Severity.EMERGENCY, "nowhere"),
                inGroup("b", Severity.CRITICAL, "nowhere"),
                inGroup("c", Severity.CRITICAL, "hushed"),
                inGroup("d", Severity.CRITICAL, "nowhere"),
                inGroup("e", Severity.INFO, "nowhere"));
        assertThat(at("email")).isEmpty();
        muted.put("d", new Muted(Muted.Kind.SILENCE, "s", "Known", null));
        untold.look().block();
        assertThat(untold()).isEqualTo(2);
        Words words = at("email").getLast().message().words();
        assertThat(words.title()).isEqualTo("2 grave alerts reached nobody");
        assertThat(words.text())
                .startsWith("No route takes them. ")
                .contains("EMERGENCY: Something is wrong with a\nCRITICAL: Something is wrong with b")
                .doesNotContain("given up");
        hear(firing("f", Severity.CRITICAL));
        at("slack").forEach(one -> delivery(one, "DEAD"));
        at("email").forEach(one -> delivery(one, "DEAD"));
        now.set(NOON.plus(Duration.ofMinutes(6)));
        untold.look().block();
        assertThat(wordsOf("notifier/untold"))
                .contains("No route takes 2 of them", "Everything that was to be sent of 1 of them was given up");
        hear(resolved("a", now.get()), resolved("b", now.get()), resolved("f", now.get()));
        untold.look().block();
        assertThat(untold()).isZero();
        assertThat(count("alert WHERE key = 'notifier/untold' AND state <> 'RESOLVED'"))
                .isZero();
    }

    @Test
    void whatNoRouteTookIsToldWhenSettingsHaveOne() {
        hear(inGroup("a", Severity.CRITICAL, "nowhere"), inGroup("b", Severity.CRITICAL, "nowhere"));
        heldBack.audit().block();
        assertThat(said).isEmpty();
        database.client()
                .sql("UPDATE alert SET labels = '{\"service\":\"shop\"}' WHERE key = 'a'")
                .then()
                .block();
        heldBack.audit().block();
        heldBack.audit().block();
        assertThat(said)
                .extracting(Said::destination, one -> one.message().words().title())
                .containsExactlyInAnyOrder(
                        tuple("slack", "Something is wrong with a"), tuple("email", "Something is wrong with a"));
    }

    /** Whoever forgot the route may have forgotten the one for this alert, too. */
    @Test
    void whereNoRouteTakesTheWarningEitherTheLogSaysSoOnce() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(WarnOfUntold.class);
        lines.start();
        log.addAppender(lines);
        try {
            DecideTelling nobody = new DecideTelling(List.of(), new FakePlaces());
            Mutes nothing = (asked, at) -> Mono.just(Map.of());
            Tellings tellings = new R2dbcTellings(database.client());
            WarnOfUntold look = new WarnOfUntold(
                    tellings, nobody, nothing, AlertsForTests.on(database), alerts.reports(), now::get, meters);
            hear(inGroup("a", Severity.EMERGENCY, "nowhere"));
            look.look().block();
            look.look().block();
            assertThat(lines.list).singleElement().satisfies(line -> assertThat(line.getFormattedMessage())
                    .startsWith("A grave alert reached nobody, and no route leads to anybody who would be told so"));
            hear(resolved("a", now.get()));
            look.look().block();
            hear(inGroup("a", Severity.EMERGENCY, "nowhere"));
            look.look().block();
            assertThat(lines.list).as("once for each time").hasSize(2);
        } finally {
            log.detachAppender(lines);
        }
    }

    private static String wordsOf(String key) {
        return database.client()
                .sql("SELECT body FROM alert WHERE key = :key AND state <> 'RESOLVED'")
                .bind("key", key)
                .map(row -> row.get("body", String.class))
                .one()
                .block();
    }

    private double untold() {
        return meters.get(NotifierTelemetry.ALERTS_UNTOLD.meter()).gauge().value();
    }

    /** What became of what was said. */
    private static void delivery(Said said, String state) {
        database.client()
                .sql("""
                        INSERT INTO delivery (id, conversation_id, subject, destination, channel, address, operation, severity,
                                              urgency, message, state, created_at, ladder_from, due_at)
                        VALUES (:id, :conversation, :subject, :destination, 'slack', '', :operation, 'CRITICAL', 2, '{}',
                                :state, now(), now(), now())
                        """)
                .bind("id", UUID.randomUUID())
                .bind("conversation", conversation(said))
                .bind("subject", said.subject())
                .bind("destination", said.destination())
                .bind("operation", said.operation().name())
                .bind("state", state)
                .then()
                .block();
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
        List<UUID> conversations = said.stream().map(TellIT::conversation).toList();
        assertThat(new StandInsOfGatherings(database.client())
                        .among(conversations)
                        .block())
                .containsExactly(Map.entry(conversation(at("pager").getFirst()), "slack"));
        hear(resolved("a", NOON.plusSeconds(31)));
        assertThat(at("pager")).extracting(Said::operation).containsExactly(Operation.OPEN, Operation.CLOSE);
    }

    @Test
    void anEmergencyThatJoinedIsWaitedForFromItsCallOn() {
        hear(inGroup("a", Severity.EMERGENCY, "shop"));
        arrives(at("slack").getFirst());
        now.set(NOON.plusSeconds(1));
        hear(inGroup("b", Severity.EMERGENCY, "shop"));
        now.set(NOON.plusSeconds(32));
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).as("nobody was called for it yet").isEmpty();
        due.sayDue().block();
        assertThat(at("slack").getLast().operation()).isEqualTo(Operation.CALL);
        now.set(NOON.plusSeconds(60));
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).isEmpty();
        now.set(NOON.plusSeconds(63));
        elsewhere.tellUnreached().block();
        assertThat(at("pager"))
                .as("the call did not arrive")
                .extracting(one -> one.message().words().title())
                .containsExactly("Something is wrong with b");
    }

    @Test
    void whatBecomesAnEmergencyMustArriveAsOne() {
        hear(firing("a", Severity.CRITICAL));
        arrives(at("slack").getFirst());
        now.set(NOON.plusSeconds(600));
        hear(firing("a", Severity.EMERGENCY));
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).isEmpty();
        now.set(NOON.plusSeconds(631));
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).extracting(Said::operation).containsExactly(Operation.OPEN);
    }

    @Test
    void anEmergencyThatIsHeldBackNeedsNoStandIn() {
        hear(firing("a", Severity.CRITICAL));
        muted.put("a", new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null));
        hear(firing("a", Severity.EMERGENCY));
        elsewhere
                .follow(new DeliveryChange.Paused("slack", NOON.plusSeconds(30), "five failures in a row"))
                .block();
        now.set(NOON.plusSeconds(60));
        elsewhere.tellUnreached().block();
        assertThat(at("pager")).isEmpty();
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

    /** They would wait for each other in turn: a batch goes on from the gathering to the delivery that settles. */
    @Test
    void whatArrivesDoesNotWaitForABatchThatHasTheGatheringInHand() {
        hear(firing("a", Severity.EMERGENCY));
        Said slack = at("slack").getFirst();
        Connection batch =
                Mono.from(database.client().getConnectionFactory().create()).block();
        try {
            Mono.from(batch.beginTransaction()).block();
            Flux.from(batch.createStatement("SELECT id FROM gathering FOR UPDATE")
                            .execute())
                    .flatMap(found -> found.map(row -> true))
                    .blockLast();
            elsewhere
                    .follow(new DeliveryChange.Delivered(
                            UUID.randomUUID(),
                            conversation(slack),
                            slack.subject(),
                            "slack",
                            Operation.OPEN,
                            slack.message()))
                    .then(elsewhere.follow(new DeliveryChange.Paused("slack", NOON, "five failures in a row")))
                    .block(Duration.ofSeconds(20));
        } finally {
            Mono.from(batch.close()).block();
        }
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
        hear(report("n", Says.NEWS, Severity.INFO, "Backup began", NOON, null));
        assertThat(said).extracting(Said::destination).containsExactly("email", "slack");
        assertThat(said).extracting(Said::operation).containsOnly(Operation.OPEN);
        assertThat(said.getFirst().message().status()).isEqualTo(Message.Status.NEWS);
    }

    @Test
    void manyEditsAreSaidAfterTheirBatchAndHoldUpNothingNew() {
        int many = TellOfAlerts.EDITS_AT_ONCE + 1;
        for (int i = 0; i < many; i++) {
            now.set(NOON.plus(Duration.ofMinutes(5L * i)));
            hear(firing("a" + i, Severity.CRITICAL));
        }
        assertThat(at("slack")).as("each by itself").hasSize(many);
        said.clear();
        now.set(NOON.plus(Duration.ofHours(1)));
        hear(Stream.concat(
                        IntStream.range(0, many)
                                .mapToObj(i -> report(
                                        "a" + i, Says.FIRING, Severity.CRITICAL, "It is worse " + i, now.get(), null)),
                        Stream.of(resolved("a0", now.get()), firing("new", Severity.CRITICAL)))
                .toArray(Report[]::new));
        assertThat(at("slack"))
                .as("the end and what is new, and no edit")
                .extracting(Said::operation)
                .containsExactly(Operation.CLOSE, Operation.OPEN);
        said.clear();
        due.sayDue().block();
        due.sayDue().block();
        assertThat(at("slack"))
                .as("each once")
                .extracting(one -> one.message().words().title())
                .contains("It is worse 1", "It is worse " + (many - 1))
                .doesNotHaveDuplicates();
    }

    @Test
    void muchNewsIsOneDigestThatLosesNoneAndIsSaidOnceMoreWhenItIsQuiet() {
        hear(news(100, Severity.INFO));
        hear(news(50, Severity.INFO));
        assertThat(at("slack")).as("a few by themselves, and the digest").hasSize(NEWS.most() + 1);
        Message first = at("slack").getLast().message();
        assertThat(first.words().title()).isEqualTo("95 news at once");
        digests.sayDue().block();
        digests.sayDue().block();
        assertThat(at("slack")).as("said anew once, as it grew once").hasSize(NEWS.most() + 2);
        Said grown = at("slack").getLast();
        assertThat(grown.operation()).isEqualTo(Operation.UPDATE);
        assertThat(grown.message().words().title()).isEqualTo("145 news at once");
        assertThat(grown.message().lines())
                .singleElement()
                .asString()
                .startsWith("145 × ")
                .contains("News 50");
        assertThat(count("news")).as("every one has its row").isEqualTo(150);
        now.set(NOON.plus(NEWS.quietFor()));
        digests.sayDue().block();
        digests.sayDue().block();
        assertThat(at("slack")).hasSize(NEWS.most() + 3);
        assertThat(at("slack").getLast().operation()).isEqualTo(Operation.CLOSE);
        assertThat(at("slack").getLast().subject()).isEqualTo(grown.subject());
        hear(news(1, Severity.INFO));
        assertThat(at("slack").getLast().message().words().title()).isEqualTo("News 1");
    }

    @Test
    void everyOneOfTheNewsCanBeReadByItsDigestAndPageByPage() {
        hear(news(NEWS.most() + 30, Severity.INFO));
        UUID digest = UUID.fromString(at("slack").getLast().subject().replace("news-digest/", ""));
        assertThat(read(new Wanted("slack", digest, Severity.INFO, ""), Long.MAX_VALUE, 99))
                .hasSize(30);
        List<ToldNews> first = read(new Wanted("", null, Severity.INFO, ""), Long.MAX_VALUE, NEWS.most() + 20);
        List<ToldNews> rest =
                read(new Wanted("", null, Severity.INFO, ""), first.getLast().place(), 99);
        assertThat(first.getFirst().words().title()).isEqualTo("News " + (NEWS.most() + 30));
        assertThat(first.getFirst().digest()).isEqualTo(digest);
        assertThat(rest).hasSize(10).last().satisfies(one -> {
            assertThat(one.words().title()).isEqualTo("News 1");
            assertThat(one.digest()).as("it was told by itself").isNull();
        });
        assertThat(read(new Wanted("", null, Severity.INFO, "nEWS 17\0"), Long.MAX_VALUE, 99))
                .hasSize(1);
        assertThat(read(new Wanted("email", null, Severity.INFO, ""), Long.MAX_VALUE, 99))
                .isEmpty();
    }

    private static List<ToldNews> read(Wanted wanted, long before, int most) {
        return new R2dbcReadNews(database.client(), JsonMapper.builder().build())
                .newest(wanted, before, most)
                .collectList()
                .block();
    }

    @Test
    void newsThatGoesOnForLongIsSummedUpNowAndThen() {
        hear(news(NEWS.most() + 1, Severity.INFO));
        for (int minute = 1; minute <= 15; minute++) {
            now.set(NOON.plus(Duration.ofMinutes(minute)));
            hear(news(1, Severity.INFO));
            digests.sayDue().block();
        }
        assertThat(at("slack")).extracting(Said::operation).contains(Operation.CLOSE);
    }

    @Test
    void graverNewsWaitsForNoDigest() {
        hear(news(100, Severity.WARNING));
        assertThat(at("email")).hasSize(100);
    }

    @Test
    void graverNewsCanBeReadToo() {
        hear(news(3, Severity.WARNING));
        assertThat(read(new Wanted("", null, Severity.WARNING, ""), Long.MAX_VALUE, 99))
                .extracting(ToldNews::severity, ToldNews::destination, ToldNews::toldAt, ToldNews::why)
                .hasSize(3)
                .containsOnly(tuple(Severity.WARNING, "email", NOON, ""));
        database.client().sql("UPDATE news SET destination = 'slack'").then().block();
        hear(news(NEWS.most(), Severity.INFO));
        assertThat(at("slack"))
                .as("it takes no room of what is for information")
                .hasSize(NEWS.most());
        assertThat(read(new Wanted("", null, Severity.WARNING, ""), Long.MAX_VALUE, 99))
                .hasSize(3);
    }

    @Test
    void newsThatIsToldToNobodySaysWhy() {
        hear(newsOf("nowhere", Severity.CRITICAL), newsOf("hushed", Severity.INFO));
        assertThat(said).isEmpty();
        assertThat(read(new Wanted("", null, Severity.INFO, ""), Long.MAX_VALUE, 99))
                .extracting(ToldNews::destination, ToldNews::toldAt, ToldNews::dueAt, ToldNews::why)
                .containsExactly(
                        tuple("", null, null, "Nobody is told: the route that takes it leads nowhere."),
                        tuple("", null, null, "Nobody is told: no route takes it."));
    }

    @Test
    void graverNewsThatOnlyHoursKeepBackIsToldOnceWhenTheyBegin() {
        hear(newsOf("daytime", Severity.WARNING));
        heldNews.tellDue().block();
        assertThat(said).isEmpty();
        Instant two = NOON.plus(Duration.ofHours(2));
        assertThat(read(new Wanted("email", null, Severity.INFO, ""), Long.MAX_VALUE, 9))
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.toldAt()).isNull();
                    assertThat(one.dueAt()).isEqualTo(two);
                    assertThat(one.why()).startsWith("Route daytime would take it, but it is for ");
                });
        now.set(two);
        failing.add(subjectOfNews());
        heldNews.tellDue().block();
        assertThat(said).isEmpty();
        failing.clear();
        now.set(two.plusSeconds(3));
        heldNews.tellDue().block();
        heldNews.tellDue().block();
        assertThat(said).singleElement().satisfies(one -> {
            assertThat(one.destination()).isEqualTo("email");
            assertThat(one.operation()).isEqualTo(Operation.OPEN);
            assertThat(one.message().severity()).isEqualTo(Severity.WARNING);
            assertThat(one.message().words().facts()).contains(new Fact("Happened", "2 Mar 12:00 UTC"));
        });
        assertThat(read(new Wanted("", null, Severity.INFO, ""), Long.MAX_VALUE, 9))
                .extracting(ToldNews::cameAt, ToldNews::toldAt, ToldNews::dueAt, ToldNews::why)
                .containsExactly(tuple(NOON, now.get(), null, ""));
    }

    @Test
    void newsThatWaitsForADestinationThatIsGoneIsLeftWithThatReason() {
        hear(newsOf("daytime", Severity.WARNING));
        gone.add("email");
        now.set(NOON.plus(Duration.ofHours(2)));
        heldNews.tellDue().block();
        assertThat(read(new Wanted("", null, Severity.INFO, ""), Long.MAX_VALUE, 9))
                .extracting(ToldNews::toldAt, ToldNews::dueAt, ToldNews::why)
                .containsExactly(tuple(null, null, "Settings do not name email any more."));
    }

    private static String subjectOfNews() {
        return database.client()
                .sql("SELECT 'news/' || id AS subject FROM news")
                .map(row -> row.get("subject", String.class))
                .one()
                .block();
    }

    private static Report newsOf(String service, Severity severity) {
        Report report = report("of-" + service, Says.NEWS, severity, "News of " + service, NOON, null);
        return new Report(
                report.key(),
                Says.NEWS,
                severity,
                report.words(),
                Map.of("service", service),
                report.at(),
                report.origin(),
                null);
    }

    private static Report[] news(int count, Severity severity) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> report("n" + i, Says.NEWS, severity, "News " + i, NOON, null))
                .toArray(Report[]::new);
    }

    private static Long count(String table) {
        return database.client()
                .sql("SELECT count(*) AS n FROM " + table)
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
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

    private UUID idOf(String key) {
        return database.client()
                .sql("SELECT id FROM alert WHERE key = :key")
                .bind("key", key)
                .map(row -> row.get("id", UUID.class))
                .one()
                .block();
    }

    private static UUID conversation(Said said) {
        return UUID.nameUUIDFromBytes((said.destination() + said.subject()).getBytes(StandardCharsets.UTF_8));
    }

    private void arrives(Said what) {
        elsewhere
                .follow(new DeliveryChange.Delivered(
                        UUID.randomUUID(),
                        conversation(what),
                        what.subject(),
                        what.destination(),
                        what.operation(),
                        what.message()))
                .block();
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
