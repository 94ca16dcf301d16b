package io.mooring.notifier.maintenance;

import static io.mooring.notifier.alert.Samples.alert;
import static io.mooring.notifier.maintenance.Told.NOON;
import static io.mooring.notifier.maintenance.Told.change;
import static io.mooring.notifier.maintenance.Told.window;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Reports;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.MutesChanged;
import io.mooring.notifier.mute.OpenAlerts;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Windows on a real database. */
class WindowsIT {

    private static final Duration GRACE = Duration.ofMinutes(10);
    private static final Window WINDOW = window(NOON);
    private static final Alert OLD = alert("db/old", Severity.WARNING, Map.of("service", "database"));
    private static final Alert GOES = alert("db/goes", Severity.CRITICAL, Map.of("component", "database"));
    private static final Alert MAPPED = alert("pg/1", Severity.CRITICAL, Map.of("kind", "postgres"));
    private static final Alert ELSEWHERE = alert("web/1", Severity.CRITICAL, Map.of("service", "web"));

    private static NotifierDatabase database;
    private final AtomicInteger changes = new AtomicInteger();
    private final List<Report> reports = new CopyOnWriteArrayList<>();
    private final List<KnownWindow> followed = new CopyOnWriteArrayList<>();
    private final OpenAlerts open = new OpenAlerts();
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
        windows = new R2dbcWindows(database.client(), JsonMapper.builder().build());
        wire(List.of());
    }

    private void wire(List<String> everything) {
        MaintenanceSettings settings = new MaintenanceSettings(
                List.of("component", "service"),
                Map.of("database", List.of("kind=postgres")),
                everything,
                GRACE,
                Duration.ofSeconds(1),
                List.of("slack-ops"));
        Scope scope = new Scope(settings);
        Reports heard = more -> Mono.fromRunnable(() -> reports.addAll(more));
        MutesChanged listener = changes::incrementAndGet;
        TellMutesChanged changed = new TellMutesChanged(
                new StaticListableBeanFactory(Map.of("listener", listener)).getBeanProvider(MutesChanged.class));
        LeaveWindow leave =
                new LeaveWindow(windows, open, scope, said, settings.destinations(), new ComparisonMessages(""));
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
    void aWindowWithoutComponentsMutesOnlyWhatSettingsSay() {
        Window all = window(NOON, WINDOW.endsAt(), List.of());
        hear(WindowState.STARTED, all, NOON);
        assertThat(muted()).isEmpty();
        wire(List.of("severity=critical"));
        assertThat(muted()).containsOnlyKeys(GOES.id(), MAPPED.id(), ELSEWHERE.id());
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
            assertThat(one.comparison().newFailures())
                    .extracting(Comparison.Line::key)
                    .containsExactly("pg/1");
            assertThat(one.comparison().stillFailing())
                    .extracting(Comparison.Line::key)
                    .containsExactly("db/old");
            assertThat(one.comparison().recovered())
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
