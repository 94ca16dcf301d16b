package io.mooring.notifier.hook;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.firing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.ActOnManyAlerts.Deed;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertState;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.conversation.ConversationContents;
import io.mooring.notifier.conversation.ConversationsForTests;
import io.mooring.notifier.slack.SlackAction.Subject;
import io.mooring.notifier.tell.TellForTests;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What people do about a message that is about very many alerts, on a real database and with all that is told of it. */
class ManyAlertsIT {

    private static final int MANY = 1_200;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static NotifierDatabase database;
    private Instant now = NOON;
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());
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
    void empty() {
        database.client()
                .sql(
                        "TRUNCATE alert, alert_key, gathering, told, telling, hook_wish, hook_event, delivery, conversation CASCADE")
                .then()
                .block();
        tell = TellForTests.on(database, ConversationsForTests.where(database, "slack"), () -> now);
        alerts = AlertsForTests.followed(database, () -> now, List.of(changes -> tell.follower()
                .follow(changes)
                .doOnSuccess(done -> batches.add(changes.size()))));
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

    @Test
    void whatIsGivenBackAtPagerDutyIsNotedWithTheEventAndThenDoneToAllWithFewCalls() {
        UUID conversation = raise(MANY);
        assertThat(hear("e-1", "incident.acknowledged", conversation)).startsWith("Noted");
        finish();
        assertThat(states()).containsExactly(Map.entry(AlertState.ACKNOWLEDGED, (long) MANY));
        ConversationsForTests.allArrives(database);
        batches.clear();
        assertThat(hear("e-2", "incident.unacknowledged", conversation)).startsWith("Noted");
        assertThat(hear("e-2", "incident.unacknowledged", conversation)).isEqualTo("Heard before");
        finish();
        assertThat(states()).containsExactly(Map.entry(AlertState.FIRING, (long) MANY));
        assertThat(batches).containsExactly(500, 500, 200);
        assertThat(waiting()).containsExactlyInAnyOrder("OPEN in another", "CLOSE");
        assertThat(database.count("hook_wish")).isZero();
    }

    /** Whoever is called meanwhile is called in another conversation, and what was wished is about all of the former. */
    @Test
    void whatFallsDueWhileManyAreAcknowledgedTakesNoneOfThemAway() {
        UUID conversation = raise(MANY);
        hear("e-1", "incident.acknowledged", conversation);
        long number = wishes.waiting(List.of(), 9).blockLast();
        assertThat(finisher().step(number).block()).isTrue();
        hear("late");
        callNow();
        assertThat(waiting()).containsExactlyInAnyOrder("OPEN in another", "CLOSE");
        finish();
        assertThat(states())
                .containsOnly(Map.entry(AlertState.ACKNOWLEDGED, (long) MANY), Map.entry(AlertState.FIRING, 1L));
    }

    @Test
    void whatIsSaidInTheNextConversationHoldsInTheEnd() {
        UUID conversation = raise(MANY);
        hear("e-1", "incident.acknowledged", conversation);
        finish();
        hear("e-2", "incident.unacknowledged", conversation);
        long number = wishes.waiting(List.of(), 9).blockLast();
        assertThat(finisher().step(number).block()).isTrue();
        ConversationsForTests.allArrives(database);
        assertThat(hear("e-3", "incident.acknowledged", conversation())).startsWith("Noted");
        assertThat(wishes.waiting(List.of(), 9).collectList().block()).containsExactly(number);
        finish();
        finish();
        assertThat(states()).containsExactly(Map.entry(AlertState.ACKNOWLEDGED, (long) MANY));
    }

    @Test
    void whatIsSaidOfTheFormerConversationAfterAnAnswerIsAboutNothing() {
        UUID conversation = raise(10);
        hear("e-1", "incident.acknowledged", conversation);
        hear("e-2", "incident.unacknowledged", conversation);
        ConversationsForTests.allArrives(database);
        assertThat(conversation()).isNotEqualTo(conversation);
        assertThat(hear("e-3", "incident.resolved", conversation)).isEqualTo("Nothing of it is open");
        assertThat(states()).containsExactly(Map.entry(AlertState.FIRING, 10L));
    }

    @Test
    void whoGoesOnAfterAStopDoesTheRestAndNobodyHearsOfTheFirstPartTwice() {
        UUID conversation = raise(MANY);
        acts.act(wish(Deed.RESOLVE, conversation)).block();
        batches.clear();
        long number = wishes.waiting(List.of(), 9).blockLast();
        assertThat(finisher().step(number).block()).isTrue();
        assertThat(states()).containsEntry(AlertState.RESOLVED, 500L);
        finish();
        assertThat(states()).containsExactly(Map.entry(AlertState.RESOLVED, (long) MANY));
        assertThat(batches).containsExactly(500, 500, 200);
        assertThat(wishes.waiting(List.of(), 9).collectList().block()).isEmpty();
    }

    /** A batch that raises alerts has all of its keys before it tells, and an act must not do one after the other. */
    @Test
    void anActAndABatchThatHoldsOneOfItsKeysDoNotWaitForEachOther() {
        UUID conversation = raise(10);
        CompletableFuture<Boolean> holds = new CompletableFuture<>();
        CompletableFuture<Boolean> tells = new CompletableFuture<>();
        CompletableFuture<Void> batch = database.client()
                .sql("SELECT key FROM alert_key WHERE key = 'key-5' FOR UPDATE")
                .then()
                .doOnSuccess(held -> holds.complete(true))
                .then(Mono.fromFuture(tells))
                .then(alerts.reports().hear(List.of(inOneGroup("key-5", Severity.EMERGENCY))))
                .as(database.transaction()::transactional)
                .toFuture();
        holds.join();
        CompletableFuture<String> act =
                CompletableFuture.supplyAsync(() -> hear("e-1", "incident.acknowledged", conversation));
        await().atMost(PATIENCE).until(this::somebodyWaits);
        tells.complete(true);
        batch.orTimeout(2, TimeUnit.MINUTES).join();
        assertThat(act.orTimeout(2, TimeUnit.MINUTES).join()).isEqualTo("Done to 10 of 10");
        assertThat(states()).containsExactly(Map.entry(AlertState.ACKNOWLEDGED, 10L));
    }

    private boolean somebodyWaits() {
        return database.client()
                        .sql("SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
                                + " AND datname = current_database()")
                        .map(row -> row.get("n", Long.class))
                        .one()
                        .block()
                > 0;
    }

    private String hear(String id, String type, UUID conversation) {
        return pagerduty
                .hear("night", new PagerDutyEvent(id, type, conversation, "Ann (PagerDuty)"))
                .block();
    }

    private Wish wish(Deed deed, UUID conversation) {
        return new Wish(deed, Subject.CONVERSATION, conversation, "ann (Slack)", Alert.Via.SLACK, now);
    }

    private void finish() {
        finisher().finish().block();
    }

    private FinishWishes finisher() {
        return new FinishWishes(acts, wishes, database.transaction(), () -> now);
    }

    /** @return the conversation about all of them, in which people were called for each */
    private UUID raise(int count) {
        Flux.range(0, count)
                .map(number -> inOneGroup("key-" + number, Severity.CRITICAL))
                .buffer(500)
                .concatMap(alerts.reports()::hear)
                .blockLast();
        callNow();
        ConversationsForTests.allArrives(database);
        return conversation();
    }

    private void hear(String key) {
        alerts.reports().hear(List.of(inOneGroup(key, Severity.CRITICAL))).block();
    }

    /** People are called for whoever joined. */
    private void callNow() {
        now = now.plusSeconds(31);
        tell.sayDue();
        now = now.minusSeconds(31);
    }

    private static UUID conversation() {
        return database.client()
                .sql("SELECT DISTINCT conversation_id AS id FROM gathering")
                .map(row -> row.get("id", UUID.class))
                .one()
                .block();
    }

    /** What is yet to be told, edits left aside. */
    private static List<String> waiting() {
        return database.client()
                .sql("""
                        SELECT d.operation || CASE WHEN g.id IS NULL THEN '' ELSE ' in another' END AS word
                        FROM delivery d LEFT JOIN gathering g ON g.conversation_id = d.conversation_id
                        WHERE d.state = 'PENDING' AND d.operation <> 'UPDATE'
                        """)
                .map(row -> row.get("word", String.class))
                .all()
                .collectList()
                .block();
    }

    private static Report inOneGroup(String key, Severity severity) {
        Report report = firing(key, severity);
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

    private Map<AlertState, Long> states() {
        return database.client()
                .sql("SELECT state, count(*) AS n FROM alert GROUP BY state")
                .map(row -> Map.entry(AlertState.valueOf(row.get("state", String.class)), row.get("n", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .block();
    }
}
