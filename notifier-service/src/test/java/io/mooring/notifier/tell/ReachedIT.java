package io.mooring.notifier.tell;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.firing;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import io.mooring.notifier.alert.AlertsForTests;
import io.mooring.notifier.alert.Report;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.conversation.ConversationsForTests;
import io.mooring.notifier.delivery.DeliveryChange;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Which message an EMERGENCY has to arrive with, on a real database with all that is said. */
class ReachedIT {

    private static NotifierDatabase database;
    private Instant now = NOON;
    private TellForTests tell;
    private AlertsForTests alerts;

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
        sql("TRUNCATE alert, alert_key, gathering, gathering_reach, told, telling, delivery, conversation CASCADE");
        tell = TellForTests.on(database, ConversationsForTests.where(database, "slack", "pager"), () -> now);
        alerts = AlertsForTests.followed(database, () -> now, List.of(tell.follower()));
    }

    /** The message was on its way already: that it arrives says nothing about the call that waits behind it. */
    @Test
    void anEmergencyIsNotReachedByAMessageThatWasOnItsWayWhenItJoined() {
        hear("a", Severity.CRITICAL);
        sql("UPDATE delivery SET state = 'SENDING', attempts = 1");
        now = NOON.plusSeconds(1);
        hear("b", Severity.EMERGENCY);
        now = NOON.plusSeconds(2);
        arrives(Operation.OPEN);
        sql("UPDATE delivery SET state = 'FAILED', attempts = 1 WHERE operation = 'CALL'");
        now = NOON.plusSeconds(30);
        tell.elsewhere().tellUnreached().block();
        assertThat(atPager()).isZero();
        now = NOON.plusSeconds(32);
        tell.elsewhere().tellUnreached().block();
        assertThat(atPager()).isOne();
    }

    @Test
    void anEmergencyIsReachedByItsCall() {
        hear("a", Severity.CRITICAL);
        arrives(Operation.OPEN);
        now = NOON.plusSeconds(1);
        hear("b", Severity.EMERGENCY);
        arrives(Operation.CALL);
        now = NOON.plusSeconds(60);
        tell.elsewhere().tellUnreached().block();
        assertThat(atPager()).isZero();
    }

    /** Nobody tried to send it yet: it is put in place of what was to be said. */
    @Test
    void anEmergencyThatAnUntoldMessageTookInIsReachedByIt() {
        hear("a", Severity.CRITICAL);
        now = NOON.plusSeconds(1);
        hear("b", Severity.EMERGENCY);
        now = NOON.plusSeconds(2);
        arrives(Operation.OPEN);
        now = NOON.plusSeconds(60);
        tell.elsewhere().tellUnreached().block();
        assertThat(atPager()).isZero();
    }

    /** A clock that was set back makes no call unheard. */
    @Test
    void aCallThatArrivesReachesThemWhateverTheClocksSay() {
        hear("a", Severity.CRITICAL);
        arrives(Operation.OPEN);
        hear("b", Severity.EMERGENCY);
        now = NOON.minusSeconds(600);
        arrives(Operation.CALL);
        now = NOON.plusSeconds(60);
        tell.elsewhere().tellUnreached().block();
        assertThat(atPager()).isZero();
    }

    private void hear(String key, Severity severity) {
        Report report = firing(key, severity);
        alerts.reports()
                .hear(List.of(new Report(
                        key,
                        report.says(),
                        severity,
                        report.words(),
                        Map.of("service", "shop"),
                        report.at(),
                        report.origin(),
                        null)))
                .block();
    }

    private void arrives(Operation operation) {
        DeliveryChange.Delivered done = database.client()
                .sql("UPDATE delivery SET state = 'DELIVERED' WHERE operation = :operation RETURNING *")
                .bind("operation", operation.name())
                .map(row -> new DeliveryChange.Delivered(
                        row.get("id", UUID.class),
                        row.get("conversation_id", UUID.class),
                        row.get("subject", String.class),
                        row.get("destination", String.class),
                        operation,
                        Message.news(Severity.INFO, Words.of("It arrives", ""), "", "")))
                .one()
                .block();
        tell.elsewhere().follow(done).as(database.transaction()::transactional).block();
    }

    private static long atPager() {
        return database.client()
                .sql("SELECT count(*) AS n FROM delivery WHERE destination = 'pager'")
                .map(row -> row.get("n", Long.class))
                .one()
                .block();
    }

    private static void sql(String statement) {
        database.client().sql(statement).then().block();
    }
}
