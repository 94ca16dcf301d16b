package io.mooring.notifier.heartbeat;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.NotifierDatabase;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.cloud.stream.config.BindingProperties;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The checks on a real database. */
class HeartbeatChecksIT {

    private static NotifierDatabase database;

    @BeforeAll
    static void migrate() {
        database = NotifierDatabase.fresh();
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void aDatabaseThatTakesNoWritesIsAFault() {
        DatabaseAnswers check = new DatabaseAnswers(database.client());
        assertThat(check.fault().blockOptional()).isEmpty();
        Mono<String> readOnly =
                database.client().sql("SET TRANSACTION READ ONLY").then().then(check.fault());
        assertThat(database.transaction().transactional(readOnly).block()).isEqualTo("it takes no writes");
    }

    @Test
    void whatIsOverdueWithoutAnyAttemptIsAFault() {
        DeliveriesMove check = new DeliveriesMove(database.client(), Instant::now);
        assertThat(check.fault().blockOptional()).as("nothing waits").isEmpty();
        assertThat(database.transaction()
                        .transactional(overdue("1 hour").then(check.fault()))
                        .block())
                .isEqualTo("1 are overdue, and none was attempted for 5 minutes");
        assertThat(database.transaction()
                        .transactional(overdue("1 minute").then(check.fault()))
                        .blockOptional())
                .as("much waits, but somebody sends")
                .isEmpty();
    }

    /** It has 5 s, every minute, and tables that hold the messages of 90 days. */
    @Test
    void whatWasAttemptedLongAgoIsNotRead() {
        Flux.just("""
                        INSERT INTO delivery (id, severity, urgency, channel, destination, state, created_at, ladder_from, due_at,
                                              conversation_id, subject, address, operation, message)
                        SELECT gen_random_uuid(), 'INFO', 0, 'slack', 'ops', CASE WHEN n % 200 = 0 THEN 'FAILED' ELSE 'DELIVERED' END,
                               now() - n * interval '150 seconds', now(), now() - n * interval '150 seconds',
                               gen_random_uuid(), 's', 'C1', 'OPEN', '{}'
                        FROM generate_series(1, 50000) AS n""", """
                        INSERT INTO attempt (delivery_id, number, at, owner)
                        SELECT id, number, created_at, 'me' FROM delivery, generate_series(1, 2) AS number""", "ANALYZE delivery", "ANALYZE attempt")
                .concatMap(statement -> database.client().sql(statement).then())
                .blockLast();
        String plan = String.join(
                "\n",
                database.client()
                        .sql("EXPLAIN " + DeliveriesMove.STUCK)
                        .bind("before", Instant.now().minusSeconds(300))
                        .map(row -> row.get(0, String.class))
                        .all()
                        .collectList()
                        .block());
        assertThat(plan).contains("attempt_by_time").doesNotContain("Seq Scan on attempt");
        database.client().sql("TRUNCATE delivery CASCADE").then().block();
    }

    /** Tables of this transaction alone hide the real ones: one delivery that waits, and one that was attempted. */
    private static Mono<Void> overdue(String attemptedBefore) {
        return Flux.just(
                        "CREATE TEMPORARY TABLE delivery (id int, state text, due_at timestamptz, created_at timestamptz) ON COMMIT DROP",
                        "CREATE TEMPORARY TABLE attempt (delivery_id int, at timestamptz) ON COMMIT DROP",
                        "INSERT INTO delivery VALUES (1, 'PENDING', now() - interval '10 minutes', now() - interval '1 day'), "
                                + "(2, 'DELIVERED', now() - interval '1 day', now() - interval '1 day')",
                        "INSERT INTO attempt VALUES (2, now() - interval '" + attemptedBefore + "')")
                .concatMap(statement -> database.client().sql(statement).then())
                .then();
    }

    @Test
    void aTopicThatKafkaTookAwayIsAFault() {
        BindingServiceProperties bindings = new BindingServiceProperties();
        bindings.setBindings(
                new HashMap<>(Map.of("backups-in-0", new BindingProperties(), "out-0", new BindingProperties())));
        ConsumersAssigned check = new ConsumersAssigned(bindings);
        Consumer<?, ?> consumer = new MockConsumer<>("earliest");
        assertThat(check.fault().block()).isEqualTo("Kafka has not assigned backups-in-0");
        check.onPartitionsAssigned("backups-in-0", consumer, List.of(), true);
        assertThat(check.fault().blockOptional()).isEmpty();
        check.onPartitionsRevokedAfterCommit("backups-in-0", consumer, List.of());
        assertThat(check.fault().block()).contains("backups-in-0");
    }
}
