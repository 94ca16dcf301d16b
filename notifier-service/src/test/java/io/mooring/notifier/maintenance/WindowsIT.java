package io.mooring.notifier.maintenance;

import static io.mooring.notifier.alert.Samples.alert;
import static io.mooring.notifier.maintenance.Told.NOON;
import static io.mooring.notifier.maintenance.Told.change;
import static io.mooring.notifier.maintenance.Told.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Origin;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.MutesChanged;
import io.mooring.notifier.mute.SaidWords;
import io.mooring.notifier.mute.TellMutesChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Windows on a real database. */
class WindowsIT {

    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final Window WINDOW = window(NOON);
    private static final Window ALL = window(NOON, WINDOW.endsAt(), List.of());
    private static final Alert OLD = alert("db/old", Severity.WARNING, Map.of("service", "database"));
    private static final Alert GOES = alert("db/goes", Severity.CRITICAL, Map.of("component", "database"));
    private static final Alert MAPPED = alert("pg/1", Severity.CRITICAL, Map.of("kind", "postgres"));
    private static final Alert ELSEWHERE = alert("web/1", Severity.CRITICAL, Map.of("service", "web"));

    /** As they are where nobody sets anything. */
    private static final MaintenanceSettings SHIPPED = new Binder(new MapConfigurationPropertySource(Map.of()))
            .bindOrCreate("notifier.maintenance", MaintenanceSettings.class);

    private static NotifierDatabase database;
    private final AtomicInteger changes = new AtomicInteger();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final List<KnownWindow> followed = new CopyOnWriteArrayList<>();
    private AlertRows open;
    private OpenInScope inScope;
    private @Nullable RuntimeException broken;
    private final SaidWords said = new SaidWords();
    private Instant now = NOON;
    private Windows windows;
    private HearWindows hear;
    private NoticeOverdueWindows overdue;
    private MaintenanceAlerts muter;

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
        database.client().sql("TRUNCATE maintenance_window CASCADE").then().block();
        open = new AlertRows(database);
        open.are();
        broken = null;
        windows = new R2dbcWindows(database.client(), JsonMapper.builder().build());
        wire(SHIPPED.everything());
    }

    private static MaintenanceSettings settings(Map<String, List<String>> components, List<String> everything) {
        return new MaintenanceSettings(
                List.of("component", "service"),
                components,
                everything,
                GRACE,
                Duration.ofSeconds(1),
                List.of("slack-ops"));
    }

    private void wire(List<String> everything) {
        MaintenanceSettings settings = settings(Map.of("database", List.of("kind=postgres")), everything);
        Scope scope = new Scope(settings);
        Reports heard = more -> broken == null ? Mono.fromRunnable(() -> reports.addAll(more)) : Mono.error(broken);
        MutesChanged listener = changes::incrementAndGet;
        TellMutesChanged changed = new TellMutesChanged(
                new StaticListableBeanFactory(Map.of("listener", listener)).getBeanProvider(MutesChanged.class));
        inScope = new OpenInScope(database.client(), scope);
        LeaveWindow leave =
                new LeaveWindow(windows, inScope, said, settings.destinations(), new ComparisonMessages(""));
        WindowFollower follower = (before, after) -> Mono.fromRunnable(() -> followed.add(after));
        hear = new HearWindows(windows, leave, new OverdueAlert(heard, () -> now), List.of(follower), changed);
        overdue = new NoticeOverdueWindows(windows, hear, GRACE, database.transaction(), () -> now);
        muter = new MaintenanceAlerts(windows, scope, GRACE);
    }

    private void hear(WindowState state, Window window, Instant at) {
        hear.hear(change("w", state, window, at))
                .as(database.transaction()::transactional)
                .block();
    }

    private Map<UUID, Muted> muted() {
        return muter.of(List.of(OLD, GOES, MAPPED, ELSEWHERE), now).block();
    }

    @Test
    void mutesTheAlertsOfItsComponentsWhileItRuns() {
        hear(WindowState.PLANNED, WINDOW, NOON.minusSeconds(600));
        assertThat(muted()).isEmpty();
        hear(WindowState.STARTED, WINDOW, NOON);
        assertThat(muted()).containsOnlyKeys(OLD.id(), GOES.id(), MAPPED.id());
        assertThat(muted().get(OLD.id()))
                .isEqualTo(new Muted(
                        Muted.Kind.MAINTENANCE,
                        "w",
                        "Maintenance \"Replace a disk\" of ann is under way",
                        WINDOW.endsAt()));
        hear(WindowState.COMPLETED, WINDOW, NOON.plusSeconds(60));
        assertThat(muted()).isEmpty();
        assertThat(changes).hasValue(2);
    }

    @Test
    void aWindowForAllComponentsMutesEveryAlertButWhatPeopleMustHearAllTheSame() {
        Alert grave = alert("web/2", Severity.EMERGENCY, Map.of("service", "web"));
        List<Alert> never = Stream.of(
                        "ThreatDetected", "AlertsUntold", "InputSilent", "InputRefused", "MaintenanceOverdue")
                .map(WindowsIT::told)
                .toList();
        hear(WindowState.STARTED, ALL, NOON);
        assertThat(muted()).containsOnlyKeys(OLD.id(), GOES.id(), MAPPED.id(), ELSEWHERE.id());
        assertThat(muter.of(Stream.concat(Stream.of(grave), never.stream()).toList(), now)
                        .block())
                .isEmpty();
        hear(WindowState.COMPLETED, ALL, NOON.plusSeconds(60));
        assertThat(muted()).isEmpty();
        assertThat(said.all()).as("what it left behind").hasSize(1);
    }

    private static Alert told(String eventType) {
        Alert one = alert("key/" + eventType, Severity.CRITICAL, Map.of());
        return new Alert(
                one.id(),
                one.key(),
                one.state(),
                one.revision(),
                one.severity(),
                one.words(),
                one.labels(),
                Origin.of("e", eventType, "test"),
                one.startedAt(),
                one.raisedAt(),
                one.heardAt(),
                one.reports(),
                one.flapping(),
                null,
                null,
                null);
    }

    @Test
    void settingsNarrowAWindowForAllComponentsOrLetItMuteEveryAlert() {
        hear(WindowState.STARTED, ALL, NOON);
        wire(List.of("severity=critical"));
        assertThat(muted()).containsOnlyKeys(GOES.id(), MAPPED.id(), ELSEWHERE.id());
        wire(List.of());
        Alert grave = alert("web/2", Severity.EMERGENCY, Map.of("service", "web"));
        assertThat(muter.of(List.of(OLD, grave), now).block()).containsOnlyKeys(OLD.id(), grave.id());
    }

    @Test
    void whatIsNotToldIsSaidInWords() {
        Window loud = new Window("t", "", List.of(), Window.Impact.NONE, NOON, WINDOW.endsAt(), false, "ann");
        KeptBack shipped = new Scope(SHIPPED);
        assertThat(shipped.words(WINDOW)).isEqualTo("those of these components are not told until it is over");
        assertThat(shipped.words(loud)).isEqualTo("told as always");
        assertThat(shipped.words(ALL))
                .startsWith("not told until it is over, but for those with severity=emergency or eventType=~Threat");
        assertThat(new Scope(settings(Map.of(), List.of("team=shop", "zone=~a.*", "kind!=disk"))).words(ALL))
                .isEqualTo("not told until it is over, of those with team=shop and zone=~a.* only,"
                        + " but for those with kind=disk");
        assertThat(new Scope(settings(Map.of(), List.of())).words(ALL)).isEqualTo("not told until it is over");
    }

    @Test
    void whatBecameGraverThanAWindowMutesHasNeitherRecoveredNorIsItNew() {
        open.are(OLD);
        hear(WindowState.STARTED, ALL, NOON);
        open.are(alert(OLD.key(), Severity.EMERGENCY, OLD.labels()));
        hear(WindowState.COMPLETED, ALL, NOON.plusSeconds(60));
        assertThat(said.all()).singleElement().satisfies(word -> assertThat(
                        word.message().lines())
                .containsExactly("As before: EMERGENCY Something is wrong with db/old"));
    }

    @Test
    void aWindowThatMutesNothingMutesNothing() {
        Window loud = new Window("t", "", List.of("database"), Window.Impact.NONE, NOON, WINDOW.endsAt(), false, "ann");
        hear(WindowState.STARTED, loud, NOON);
        assertThat(muted()).isEmpty();
        hear(WindowState.COMPLETED, loud, NOON.plusSeconds(60));
        assertThat(said.all()).isEmpty();
    }

    @Test
    void onLeavingSaysWhatIsNewWhatIsAsBeforeAndWhatRecovered() {
        open.are(OLD, GOES, ELSEWHERE);
        hear(WindowState.STARTED, WINDOW, NOON);
        open.are(OLD, MAPPED, ELSEWHERE);
        hear(WindowState.COMPLETED, WINDOW, NOON.plusSeconds(60));
        assertThat(said.all()).singleElement().satisfies(word -> {
            assertThat(word.subject()).isEqualTo("maintenance/w");
            assertThat(word.title()).contains("1 new failure");
            assertThat(word.message().severity()).isEqualTo(Severity.CRITICAL);
            assertThat(word.message().lines())
                    .containsExactly(
                            "New: CRITICAL Something is wrong with pg/1",
                            "As before: WARNING Something is wrong with db/old",
                            "Recovered: CRITICAL Something is wrong with db/goes");
        });
        List<Windows.Compared> compared =
                windows.compared(NOON, 10).collectList().block();
        assertThat(compared).singleElement().satisfies(one -> {
            assertThat(one.comparison().newFailures().gravest())
                    .extracting(Comparison.Line::key)
                    .containsExactly("pg/1");
            assertThat(one.comparison().stillFailing().gravest())
                    .extracting(Comparison.Line::key)
                    .containsExactly("db/old");
            assertThat(one.comparison().recovered().gravest())
                    .extracting(Comparison.Line::key)
                    .containsExactly("db/goes");
        });
    }

    @Test
    void aFailureFromAfterTheBeginningIsNewHoweverLateTheBeginningWasHeardOf() {
        open.are(OLD);
        hear(WindowState.STARTED, WINDOW, NOON.minusSeconds(30));
        hear(WindowState.COMPLETED, WINDOW, NOON.plusSeconds(60));
        assertThat(said.all()).singleElement().satisfies(word -> assertThat(word.title())
                .contains("1 new failure"));
    }

    @Test
    void whatFailedBeforeIsNotNewHoweverManyFailedAndAllAreCounted() {
        List<Alert> many = new ArrayList<>(of("old", 1_500));
        open.are(many);
        hear(WindowState.STARTED, WINDOW, NOON);
        assertThat(inScope.count(WINDOW).block()).isEqualTo(1_500);
        many.addAll(of("new", 1_200));
        many.removeAll(many.subList(0, 300));
        open.are(many);
        hear(WindowState.COMPLETED, WINDOW, NOON.plusSeconds(60));
        assertThat(said.all()).singleElement().satisfies(word -> {
            assertThat(word.title()).contains(": 1200 new failures");
            assertThat(word.message().words().facts()).extracting(Fact::value).containsExactly("1200", "1200", "300");
            assertThat(word.message().lines()).hasSize(20);
            assertThat(word.message().more()).isEqualTo(2_680);
        });
        Comparison comparison = windows.compared(NOON, 1).blockFirst().comparison();
        assertThat(List.of(comparison.newFailures(), comparison.stillFailing(), comparison.recovered()))
                .extracting(Comparison.Part::count)
                .containsExactly(1_200L, 1_200L, 300L);
        assertThat(comparison.stillFailing().gravest())
                .hasSize(Comparison.MOST)
                .allSatisfy(line -> assertThat(line.key()).startsWith("old"));
    }

    private static List<Alert> of(String key, int number) {
        return IntStream.range(0, number)
                .mapToObj(n -> alert(key + "/" + n, Severity.WARNING, Map.of("service", "database")))
                .toList();
    }

    @Test
    void theGravestOfThemAreShown() {
        List<Alert> many = new ArrayList<>(of("a", Comparison.MOST));
        many.add(MAPPED);
        hear(WindowState.STARTED, WINDOW, NOON.minusSeconds(30));
        open.are(many);
        hear(WindowState.COMPLETED, WINDOW, NOON.plusSeconds(60));
        assertThat(said.all()).singleElement().satisfies(word -> {
            assertThat(word.message().severity()).isEqualTo(Severity.CRITICAL);
            assertThat(word.message().lines()).first().isEqualTo("New: CRITICAL Something is wrong with pg/1");
        });
    }

    @Test
    void rowsAreOfAScopeWhenTheirAlertsAre() {
        List<Alert> all = List.of(
                OLD,
                GOES,
                MAPPED,
                ELSEWHERE,
                alert("kind/none", Severity.EMERGENCY, Map.of("severity", "warning")),
                alert("kind/odd", Severity.WARNING, Map.of("kind", "post'gres", "x", "database")));
        open.are(all);
        List<List<String>> conditions = List.of(
                List.of(),
                List.of("severity=critical"),
                List.of("severity!=critical", "alertKey=~kind/.*"),
                List.of("service!~data.*", "kind!=postgres"),
                List.of("kind=~(?i)POST.*", "source=test", "eventType!=Other"),
                List.of("kind=", "service=~.+"),
                List.of("kind=post'gres"));
        List<Window> windows = List.of(
                window(NOON, WINDOW.endsAt(), List.of()),
                WINDOW,
                window(NOON, WINDOW.endsAt(), List.of("cache", "web")),
                window(NOON, WINDOW.endsAt(), List.of("")));
        for (List<String> some : conditions) {
            Scope scope = new Scope(settings(Map.of("cache", some, "database", List.of("kind=postgres")), some));
            OpenInScope rows = new OpenInScope(database.client(), scope);
            for (Window window : windows) {
                assertThat(rows.count(window).block())
                        .as("%s %s", some, window.components())
                        .isEqualTo(all.stream()
                                .filter(alert -> scope.holds(window, alert))
                                .count());
            }
        }
    }

    @Test
    void anOverdueWindowThatMutedNothingDoesNotSayThatItsAlertsAreToldAgain() {
        hear(WindowState.STARTED, WINDOW, NOON);
        Window loud = new Window("t", "", List.of("database"), Window.Impact.NONE, NOON, WINDOW.endsAt(), false, "ann");
        for (Window window : List.of(loud, ALL)) {
            hear.hear(change("w-" + reports.size(), WindowState.STARTED, window, NOON))
                    .as(database.transaction()::transactional)
                    .block();
            now = WINDOW.endsAt().plus(GRACE);
            overdue.notice().block();
        }
        assertThat(reports)
                .extracting(report -> report.words().text().contains("told again"))
                .containsExactlyInAnyOrder(true, false, true);
    }

    @Test
    void oneWhoseEndCannotBeNoticedIsPutOffAndTriedAgain() {
        hear(WindowState.STARTED, WINDOW, NOON);
        now = WINDOW.endsAt().plus(GRACE);
        broken = new IllegalStateException("No");
        overdue.notice().block();
        broken = null;
        overdue.notice().block();
        assertThat(reports).isEmpty();
        now = now.plusSeconds(2);
        overdue.notice().block();
        assertThat(reports).extracting(Report::says).containsExactly(Report.Says.FIRING);
    }

    @Test
    void repeatedAndLateEventsChangeNothing() {
        open.are(OLD);
        hear(WindowState.STARTED, WINDOW, NOON);
        hear(WindowState.STARTED, WINDOW, NOON);
        hear(WindowState.COMPLETED, WINDOW, NOON.plusSeconds(60));
        hear(WindowState.COMPLETED, WINDOW, NOON.plusSeconds(60));
        hear(WindowState.STARTED, WINDOW, NOON);
        hear(WindowState.PLANNED, WINDOW, NOON.minusSeconds(600));
        assertThat(muted()).isEmpty();
        assertThat(said.all()).hasSize(1);
        assertThat(followed).extracting(KnownWindow::state).containsExactly(WindowState.STARTED, WindowState.COMPLETED);
    }

    @Test
    void oneThatDoesNotSayThatItEndedMutesNoMoreAndIsAnAlertUntilItEnds() {
        hear(WindowState.STARTED, WINDOW, NOON);
        now = WINDOW.endsAt().plus(GRACE).minusSeconds(1);
        overdue.notice().block();
        assertThat(muted()).isNotEmpty();
        now = WINDOW.endsAt().plus(GRACE);
        assertThat(muted()).as("before it was noticed").isEmpty();
        overdue.notice().block();
        overdue.notice().block();
        assertThat(muted()).isEmpty();
        assertThat(changes).as("told of beginning and end").hasValue(2);
        hear(WindowState.COMPLETED, WINDOW, now);
        assertThat(reports).extracting(Report::says).containsExactly(Report.Says.FIRING, Report.Says.RESOLVED);
        assertThat(reports).extracting(Report::key).containsOnly("maintenance/w/overdue");
    }

    @Test
    void oneThatIsExtendedAfterItsEndMutesAgain() {
        hear(WindowState.STARTED, WINDOW, NOON);
        now = WINDOW.endsAt().plus(GRACE);
        overdue.notice().block();
        hear(WindowState.PLANNED, window(NOON, now.plusSeconds(3600), WINDOW.components()), now);
        assertThat(muted()).isNotEmpty();
        assertThat(reports).extracting(Report::says).containsExactly(Report.Says.FIRING, Report.Says.RESOLVED);
    }

    @Test
    void twoThatHearOfOneWindowAtTheSameTimeAgree() {
        open.are(OLD);
        List<Mono<Void>> both = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            both.add(hear.hear(change("w", WindowState.STARTED, WINDOW, NOON))
                    .as(database.transaction()::transactional));
        }
        Flux.merge(both).then().block();
        assertThat(followed).hasSize(1);
    }
}
