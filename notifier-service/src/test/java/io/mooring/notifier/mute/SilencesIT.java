package io.mooring.notifier.mute;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.HeldAlerts;
import io.mooring.notifier.alert.Severity;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Silences on a real database. */
class SilencesIT {

    private static final SilenceSettings SETTINGS = new SilenceSettings(
            Duration.ofDays(30),
            Duration.ofDays(365),
            50,
            Duration.ofMinutes(15),
            Duration.ofSeconds(1),
            Map.of("ann", "slack-ann"),
            List.of("slack-ops", "unknown"));
    private static final Alert SHOP = alert("shop/1", Severity.CRITICAL, Map.of("team", "shop"));
    private static final Alert WEB = alert("web/1", Severity.CRITICAL, Map.of("team", "web"));

    private static NotifierDatabase database;
    private final AtomicInteger changes = new AtomicInteger();
    private final List<OutgoingEvent> audit = new CopyOnWriteArrayList<>();
    private final OpenAlerts open = new OpenAlerts();
    private final SaidWords said = new SaidWords();
    private Instant now = NOON;
    private Silences silences;
    private KeepSilences keep;
    private WarnOfEndingSilences warning;

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
        database.client().sql("TRUNCATE silence").then().block();
        silences = new R2dbcSilences(
                database.client(), new SilenceRow(JsonMapper.builder().build()));
        Outbox outbox = events -> Mono.fromRunnable(() -> audit.addAll(List.of(events)));
        MutesChanged listener = changes::incrementAndGet;
        TellMutesChanged changed = new TellMutesChanged(
                new StaticListableBeanFactory(Map.of("listener", listener)).getBeanProvider(MutesChanged.class));
        keep = new KeepSilences(
                silences, SETTINGS, outbox, database.transaction(), changed, () -> now, UUID::randomUUID);
        warning = new WarnOfEndingSilences(
                silences, open, said, SETTINGS, database.transaction(), () -> now, "https://console");
    }

    private static SilenceOrder order(String team, @Nullable Instant startsAt, Duration lasts) {
        return new SilenceOrder(
                List.of(new MatcherView("team", "=", team)),
                "A disk is replaced",
                startsAt,
                null,
                lasts,
                null,
                null,
                null);
    }

    private Silence silence(String team, Duration lasts, String owner) {
        return keep.create(order(team, null, lasts), owner).block();
    }

    private Map<UUID, Muted> muted() {
        return new SilenceAlerts(silences).of(List.of(SHOP, WEB), now).block();
    }

    @Test
    void mutesWhatItMatchesFromNowUntilItsEnd() {
        Silence silence = silence("shop", Duration.ofHours(2), "ann");
        assertThat(muted()).containsOnlyKeys(SHOP.id());
        assertThat(muted().get(SHOP.id()))
                .isEqualTo(new Muted(
                        Muted.Kind.SILENCE,
                        silence.id().toString(),
                        "Silenced by ann until 2 Mar 14:00 UTC: A disk is replaced",
                        NOON.plus(Duration.ofHours(2))));
        now = NOON.plus(Duration.ofHours(2));
        assertThat(muted()).isEmpty();
    }

    @Test
    void metersSayHowManyMuteAndHowManyAlertsAreHeldBackByWhat() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        AtomicBoolean away = new AtomicBoolean();
        CountMutes count = new CountMutes(silences, held(away), () -> now, meters);
        assertThat(gauge(meters, "mooring.notifier.silences.active"))
                .as("not counted yet")
                .isNaN();
        silence("shop", Duration.ofHours(2), "ann");
        silence("web", Duration.ofHours(1), "ann");
        keep.create(order("web", NOON.plusSeconds(60), Duration.ofHours(1)), "ann")
                .block();
        count.count().block();
        assertThat(gauge(meters, "mooring.notifier.silences.active")).isEqualTo(2);
        assertThat(gauge(meters, "mooring.notifier.alerts.held", "kind", "silence"))
                .isEqualTo(7);
        assertThat(gauge(meters, "mooring.notifier.alerts.held", "kind", "maintenance"))
                .isZero();
        now = NOON.plus(Duration.ofMinutes(90));
        count.count().block();
        assertThat(gauge(meters, "mooring.notifier.silences.active")).isEqualTo(1);
        away.set(true);
        assertThatThrownBy(() -> count.count().block()).hasMessage("away");
        assertThat(gauge(meters, "mooring.notifier.silences.active"))
                .as("unknown, not none")
                .isNaN();
        assertThat(gauge(meters, "mooring.notifier.alerts.held", "kind", "silence"))
                .isNaN();
    }

    private static double gauge(SimpleMeterRegistry meters, String name, String... tags) {
        return meters.get(name).tags(tags).gauge().value();
    }

    private static HeldAlerts held(AtomicBoolean away) {
        return new HeldAlerts() {
            @Override
            public Mono<Map<UUID, Held>> among(Collection<UUID> alerts) {
                return Mono.just(Map.of());
            }

            @Override
            public Mono<Map<String, Long>> counts() {
                return away.get() ? Mono.error(new IllegalStateException("away")) : Mono.just(Map.of("silence", 7L));
            }
        };
    }

    @Test
    void timesThatAreFinerThanRowsComeBackAsTheyWereAnswered() {
        Silence made = keep.create(order("shop", NOON.plusNanos(1_999), Duration.ofNanos(3_600_000_001_999L)), "ann")
                .block();
        assertThat(silences.find(made.id()).block()).isEqualTo(made);
        assertThat(made.startsAt()).isEqualTo(NOON.plusNanos(1_000));
        assertThat(made.endsAt()).isEqualTo(NOON.plusNanos(3_600_000_002_000L));
    }

    @Test
    void aLaterOneWaits() {
        keep.create(order("shop", NOON.plusSeconds(60), Duration.ofHours(1)), "ann")
                .block();
        assertThat(muted()).isEmpty();
        now = NOON.plusSeconds(60);
        assertThat(muted()).containsOnlyKeys(SHOP.id());
    }

    @Test
    void oneThatComesBackReadsBackAsItWas() {
        RepetitionView repeats = new RepetitionView(
                LocalTime.parse("11:30"), Duration.ofHours(1), List.of("monday", "friday"), "Europe/Zurich");
        SilenceOrder order = new SilenceOrder(
                List.of(new MatcherView("team", "=~", "sh.*")),
                "Batch",
                null,
                null,
                Duration.ofDays(90),
                repeats,
                null,
                null);
        Silence made = keep.create(order, "ann").block();
        assertThat(RepetitionView.of(made.repeats())).isEqualTo(repeats);
        assertThat(made.mutes(NOON)).isFalse();
        assertThat(muted()).isEmpty();
        SilenceOrder longer = order("shop", null, Duration.ofDays(91));
        Silence changed = keep.change(made.id(), longer, "*", "bob").block();
        assertThat(changed.repeats())
                .as("kept when a change says nothing of it")
                .isEqualTo(made.repeats());
        now = NOON.minus(Duration.ofMinutes(60)).plus(Duration.ofDays(4));
        assertThat(muted()).containsOnlyKeys(SHOP.id());
    }

    @Test
    void everyActIsAuditedAndListenersHearOfIt() {
        Silence silence = silence("shop", Duration.ofHours(2), "ann");
        keep.change(silence.id(), order("web", null, Duration.ofHours(3)), "\"0\"", "bob")
                .block();
        keep.end(silence.id(), "carl").block();
        assertThat(audit)
                .extracting(event -> (AuditRecorded) event.payload())
                .extracting(AuditRecorded::getAction, AuditRecorded::getActor)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("silence.create", "ann"),
                        org.assertj.core.groups.Tuple.tuple("silence.change", "bob"),
                        org.assertj.core.groups.Tuple.tuple("silence.expire", "carl"));
        assertThat(changes).hasValue(3);
    }

    @Test
    void isChangedOnlyByWhoHasReadTheLatest() {
        Silence silence = silence("shop", Duration.ofHours(2), "ann");
        SilenceOrder longer = order("web", null, Duration.ofHours(5));
        assertThatThrownBy(() -> keep.change(silence.id(), longer, null, "bob").block())
                .isInstanceOf(ProblemException.class);
        Silence changed = keep.change(silence.id(), longer, "\"0\"", "bob").block();
        assertThat(changed.owner()).isEqualTo("ann");
        assertThat(changed.version()).isEqualTo(1);
        assertThat(muted()).containsOnlyKeys(WEB.id());
        assertThatThrownBy(
                        () -> keep.change(silence.id(), longer, "\"0\"", "bob").block())
                .hasMessageContaining("changed since");
    }

    @Test
    void whatIsOverIsNeitherChangedNorEndedAgain() {
        Silence silence = silence("shop", Duration.ofHours(2), "ann");
        Silence ended = keep.end(silence.id(), "bob").block();
        assertThat(ended.ended()).isEqualTo(new Silence.Ended("bob", NOON));
        assertThat(muted()).isEmpty();
        assertThatThrownBy(() -> keep.end(silence.id(), "bob").block()).hasMessageContaining("is over");
        assertThatThrownBy(() -> keep.change(silence.id(), order("a", null, Duration.ofHours(1)), "*", "b")
                        .block())
                .hasMessageContaining("is over");
        assertThatThrownBy(() -> keep.end(UUID.randomUUID(), "bob").block())
                .hasMessageContaining("There is no silence");
    }

    @Test
    void refusesInWordsWhatCannotBe() {
        assertThatThrownBy(() -> keep.create(
                                new SilenceOrder(
                                        List.of(new MatcherView("team", "==", "a")),
                                        " ",
                                        null,
                                        null,
                                        null,
                                        null,
                                        null,
                                        null),
                                "ann")
                        .block())
                .isInstanceOfSatisfying(ProblemException.class, problem -> assertThat(problem.faults())
                        .extracting(fault -> fault.field())
                        .containsExactly("matchers[0]", "endsAt", "reason"));
        assertThatThrownBy(() -> silence("shop", Duration.ofDays(31), "ann")).hasMessageContaining("at most");
        assertThatThrownBy(() -> silence("shop", Duration.ZERO, "ann")).hasMessageContaining("more than nothing");
        assertThatThrownBy(() -> keep.create(order("a", NOON.plus(Duration.ofDays(400)), Duration.ofDays(1)), "ann")
                        .block())
                .hasMessageContaining("a year");
        assertThat(audit).isEmpty();
    }

    @Test
    void whatMatchesAlmostEverythingMustBeMeant() {
        List<MatcherView> wide = List.of(new MatcherView("team", "!=", "nobody"));
        assertThatThrownBy(() -> keep.create(
                                new SilenceOrder(wide, "why", null, null, Duration.ofHours(1), null, null, null), "ann")
                        .block())
                .hasMessageContaining("almost every alert");
        keep.create(new SilenceOrder(wide, "why", null, null, Duration.ofHours(1), null, null, true), "ann")
                .block();
        assertThat(muted()).hasSize(2);
    }

    @Test
    void thereAreNeverMoreThanTheSettingsSayHoweverManyComeAtOnce() {
        List<Boolean> made = Flux.fromStream(IntStream.range(0, 60).boxed())
                .flatMap(
                        n -> keep.create(order("t" + n, null, Duration.ofHours(1)), "ann")
                                .map(silence -> true)
                                .onErrorReturn(ProblemException.class, false),
                        8)
                .collectList()
                .block();
        assertThat(made).filteredOn(yes -> yes).hasSize(50);
    }

    @Test
    void listsNewestFirstByStateAndPage() {
        Silence first = silence("a", Duration.ofHours(1), "ann");
        Silence second = silence("b", Duration.ofHours(1), "ann");
        Silence later = keep.create(order("c", NOON.plusSeconds(9), Duration.ofHours(1)), "ann")
                .block();
        keep.end(first.id(), "ann").block();
        assertThat(listed(null, null)).containsExactly(later.id(), second.id(), first.id());
        assertThat(listed(null, later.id())).containsExactly(second.id(), first.id());
        assertThat(listed(SilenceState.ACTIVE, null)).containsExactly(second.id());
        assertThat(listed(SilenceState.PENDING, null)).containsExactly(later.id());
        assertThat(listed(SilenceState.EXPIRED, null)).containsExactly(first.id());
    }

    private List<UUID> listed(@Nullable SilenceState state, @Nullable UUID before) {
        return silences.list(state, now, before, 10)
                .map(Silence::id)
                .collectList()
                .block();
    }

    @Test
    void noticesOnceThatTheClockEndedOne() {
        silence("shop", Duration.ofHours(2), "ann");
        assertThat(turn()).isZero();
        now = NOON.plus(Duration.ofHours(2));
        assertThat(turn()).isOne();
        assertThat(turn()).isZero();
    }

    private Long turn() {
        return silences.turn(now).as(database.transaction()::transactional).block();
    }

    @Test
    void itsOwnerHearsOnceBeforeItsEndWhatItStillMutes() {
        Silence silence = silence("shop", Duration.ofHours(2), "ann");
        open.are(SHOP, WEB);
        warning.warn().block();
        assertThat(said.all()).isEmpty();
        now = NOON.plus(Duration.ofMinutes(106));
        warning.warn().block();
        warning.warn().block();
        assertThat(said.all()).singleElement().satisfies(word -> {
            assertThat(word.destination()).isEqualTo("slack-ann");
            assertThat(word.subject()).isEqualTo("silence/" + silence.id());
            assertThat(word.title()).contains("2 Mar 14:00 UTC", "an open alert");
            assertThat(word.message().lines()).containsExactly("CRITICAL Something is wrong with shop/1");
            assertThat(word.message().link()).isEqualTo("https://console/silences");
        });
    }

    @Test
    void nobodyHearsOfOneThatMutesNothingOrWasShort() {
        silence("nothing", Duration.ofHours(2), "ann");
        silence("shop", Duration.ofMinutes(20), "ann");
        open.are(SHOP);
        for (int minute = 0; minute < 120; minute += 5) {
            now = NOON.plus(Duration.ofMinutes(minute));
            warning.warn().block();
        }
        assertThat(said.all()).isEmpty();
    }

    @Test
    void whoHasNoDestinationIsToldAtTheCommonOnesAndAWrongNameStopsNothing() {
        silence("shop", Duration.ofHours(2), "bob");
        open.are(SHOP);
        now = NOON.plus(Duration.ofMinutes(110));
        warning.warn().block();
        assertThat(said.all()).extracting(SaidWords.Said::destination).containsExactly("slack-ops");
    }

    @Test
    void whatMutesIsAskedInOrderAndOnlyAboutWhatNothingBeforeItMutes() {
        silence("shop", Duration.ofHours(2), "ann");
        Muted other = new Muted(Muted.Kind.MAINTENANCE, "w", "why", null);
        Muter web = (alerts, at) -> Mono.just(Map.of(WEB.id(), other));
        Muter none = (alerts, at) -> {
            throw new IllegalStateException("Nothing is left to ask about");
        };
        Map<UUID, Muted> muted = new MuteAlerts(List.of(web, new SilenceAlerts(silences), none))
                .of(List.of(SHOP, WEB), NOON)
                .block();
        assertThat(muted).hasSize(2).containsEntry(WEB.id(), other);
        assertThat(muted.get(SHOP.id()).kind()).isEqualTo(Muted.Kind.SILENCE);
    }
}
