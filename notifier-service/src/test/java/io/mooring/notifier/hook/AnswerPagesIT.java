package io.mooring.notifier.hook;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.notifier.conversation.PlainConversations;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.slack.SlackAction.Subject;
import io.mooring.notifier.tell.TellForTests;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import reactor.core.publisher.Mono;

/** Who answers a page answers for what it called them for, on a real database with all that is told. */
class AnswerPagesIT {

    private static NotifierDatabase database;
    private Instant now = NOON;
    private final List<Operation> said = new ArrayList<>();
    private TellForTests tell;
    private AlertsForTests alerts;
    private Wishes wishes;
    private ActOnAlerts acts;
    private HearPagerDuty pagerduty;

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
        sql(
                "TRUNCATE alert, alert_key, gathering, told, telling, hook_wish, hook_event, delivery, conversation CASCADE");
        PlainConversations conversations = (destination, subject, operation, message) -> Mono.fromSupplier(() -> {
            said.add(operation);
            return UUID.nameUUIDFromBytes(subject.getBytes());
        });
        tell = TellForTests.on(database, conversations, () -> now);
        alerts = AlertsForTests.followed(database, () -> now, List.of(tell.follower()));
        var contents = new DefaultListableBeanFactory();
        contents.registerSingleton("contents", tell.contents());
        wishes = new R2dbcWishes(database.client());
        acts = new ActOnAlerts(
                alerts.many(),
                alerts.alerts(),
                contents.getBeanProvider(ConversationContents.class),
                wishes,
                () -> now);
        pagerduty = new HearPagerDuty(
                acts,
                (conversation, answer, by) -> Mono.empty(),
                new R2dbcHeardEvents(database.client(), () -> now),
                database.transaction(),
                () -> now);
    }

    @ParameterizedTest
    @CsvSource({"acknowledged, ACKNOWLEDGED", "resolved, RESOLVED"})
    void whatJoinedAndCalledNobodyYetIsNotMeantAndIsCalledForAsPlanned(String type, AlertState after) {
        hear("a");
        hear("b");
        UUID page = page();
        now = NOON.plusSeconds(20);
        assertThat(answer(type, page)).isEqualTo("Done to 1 of 1");
        assertThat(states()).containsExactly(Map.entry("a", after), Map.entry("b", AlertState.FIRING));
        tell.sayDue();
        assertThat(said).doesNotContain(Operation.CALL);
        now = NOON.plusSeconds(31);
        tell.sayDue();
        assertThat(said).endsWith(Operation.CALL);
        answer(type, page);
        assertThat(states()).containsEntry("b", after);
    }

    @Test
    void whatComesGraverCallsAtOnceAndIsMeant() {
        hear("a");
        hear(of("b", Severity.EMERGENCY));
        answer("acknowledged", page());
        assertThat(states()).containsEntry("a", AlertState.ACKNOWLEDGED).containsEntry("b", AlertState.ACKNOWLEDGED);
    }

    @Test
    void whatWasCalledForIsMeantAlsoWhenAnotherCallIsOwedForIt() {
        hear("a");
        sql("UPDATE told SET asked_at = NULL");
        answer("resolved", page());
        assertThat(states()).containsEntry("a", AlertState.RESOLVED);
    }

    @Test
    void aCallThatDidNotArriveBeforeTheAnswerIsMadeAgain() {
        hear("a");
        deliver(Operation.OPEN, "DELIVERED");
        hear("b");
        now = NOON.plusSeconds(31);
        deliver(Operation.CALL, "FAILED");
        tell.sayDue();
        answer("acknowledged", page());
        assertThat(states()).containsEntry("a", AlertState.ACKNOWLEDGED).containsEntry("b", AlertState.FIRING);
        said.clear();
        tell.sayDue();
        tell.sayDue();
        assertThat(said).containsExactly(Operation.CALL);
    }

    @Test
    void aCallThatArrivedShowsWhatAFormerOneWouldHaveShown() {
        hear("a");
        deliver(Operation.OPEN, "DELIVERED");
        hear("b");
        now = NOON.plusSeconds(31);
        deliver(Operation.CALL, "DEAD");
        tell.sayDue();
        deliver(Operation.CALL, "DELIVERED");
        answer("acknowledged", page());
        assertThat(states()).containsEntry("b", AlertState.ACKNOWLEDGED);
    }

    @Test
    void whoeverIsCalledAfterAnAnswerIsCalledElsewhere() {
        hear("a");
        hear("b");
        sql("INSERT INTO conversation (id, destination, subject, opened_at)"
                + " SELECT conversation_id, destination, 'alerts/' || id, opened_at FROM gathering");
        answer("unacknowledged", page());
        assertThat(count("conversation WHERE acknowledged")).isZero();
        answer("acknowledged", page());
        assertThat(count("conversation WHERE acknowledged")).isOne();
    }

    /** What is worked off later is still about what was seen when the person pressed. */
    @Test
    void aCallBetweenTheAnswerAndItsWorkIsNotMeant() {
        alerts.reports()
                .hear(IntStream.rangeClosed(0, 500)
                        .mapToObj(number -> of("key-" + number, Severity.CRITICAL))
                        .toList())
                .block();
        hear("late");
        assertThat(answer("resolved", page())).startsWith("Noted");
        now = NOON.plusSeconds(31);
        tell.sayDue();
        new FinishWishes(acts, wishes, database.transaction(), () -> now)
                .finish()
                .block();
        assertThat(count("alert WHERE state = 'RESOLVED'")).isEqualTo(501);
        assertThat(states()).containsEntry("late", AlertState.FIRING);
    }

    @Test
    void slackShowsAllThatJoined() {
        hear("a");
        hear("b");
        acts.act(new Wish(Deed.ACKNOWLEDGE, Subject.CONVERSATION, page(), "ann (Slack)", Alert.Via.SLACK, now))
                .block();
        assertThat(states()).containsEntry("b", AlertState.ACKNOWLEDGED);
    }

    private String answer(String type, UUID conversation) {
        return pagerduty
                .hear(
                        "night",
                        new PagerDutyEvent(
                                UUID.randomUUID().toString(), "incident." + type, conversation, "Ann (PagerDuty)"))
                .block();
    }

    private void hear(String key) {
        hear(of(key, Severity.CRITICAL));
    }

    private void hear(Report report) {
        alerts.reports().hear(List.of(report)).block();
    }

    private static Report of(String key, Severity severity) {
        Report report = report(key, Report.Says.FIRING, severity, "It broke: " + key, NOON, null);
        return new Report(
                key,
                report.says(),
                severity,
                report.words(),
                Map.of("service", "shop"),
                report.at(),
                report.origin(),
                null);
    }

    private static UUID page() {
        return Objects.requireNonNull(database.client()
                .sql("SELECT conversation_id AS id FROM gathering")
                .map(row -> row.get("id", UUID.class))
                .one()
                .block());
    }

    private static void deliver(Operation operation, String state) {
        sql("""
                INSERT INTO delivery (id, conversation_id, subject, destination, channel, address, operation, severity, urgency,
                                      message, state, created_at, ladder_from, due_at)
                VALUES (gen_random_uuid(), '%s', 's', 'slack', 'slack', '', '%s', 'CRITICAL', 2, '{}', '%s', now(), now(), now())
                """.formatted(page(), operation, state));
    }

    private static Map<String, AlertState> states() {
        return database.client()
                .sql("SELECT key, state FROM alert")
                .map(row -> Map.entry(row.get("key", String.class), AlertState.valueOf(row.get("state", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block();
    }

    private static Long count(String table) {
        return database.client()
                .sql("SELECT count(*) AS n FROM " + table)
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
    }

    private static void sql(String statement) {
        database.client().sql(statement).then().block();
    }
}
