package io.mooring.platform.events.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.platform.events.Backups;
import io.mooring.platform.events.EventsDatabase;
import io.mooring.platform.events.EventsSettings;
import io.mooring.platform.events.EventsTelemetry;
import io.mooring.platform.events.Records;
import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.relay.OutboxProblems.Problem;
import io.mooring.platform.events.relay.RelayFixture.Relay;
import io.mooring.testkit.Kafka;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

/** The relay on real PostgreSQL and Kafka. */
class OutboxRelayIT {

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final String kafka = Kafka.shared().bootstrapServers();
    private RelayFixture service;
    private String topic;

    @BeforeEach
    void prepare() {
        service = new RelayFixture(kafka);
        topic = Kafka.shared().freshTopic("relay", 6);
    }

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void sendsTheBytesOfTheAppendWithCloudEventsHeadersAndMarksThem() {
        Relay relay = service.start("relay");
        service.append(topic, "plan-1", "run-1");

        ConsumerRecord<byte[], byte[]> record = Records.of(kafka, topic, 1).getFirst();
        assertThat(Records.value(record)).isEqualTo("run-1");
        assertThat(CloudEventHeaders.text(record.key())).isEqualTo("plan-1");
        assertThat(Records.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(Records.header(record, "ce_type")).isEqualTo("io.mooring.events.backup.BackupStarted");
        assertThat(Records.header(record, "ce_source")).isEqualTo("/mooring/test");
        assertThat(Records.header(record, "ce_subject")).isEqualTo("plan-1");
        assertThat(Records.header(record, "ce_correlationid")).isNotBlank();
        assertThat(Records.header(record, "content-type")).isEqualTo("application/avro");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(relay.counted(EventsTelemetry.SENT)).isEqualTo(1);
    }

    @Test
    void isWokenByTheCommitAndNotOnlyByPolling() {
        EventsSettings.Relay quick = RelayFixture.QUICK;
        Relay relay = service.start(
                "relay",
                new EventsSettings.Relay(
                        true,
                        Duration.ofHours(1),
                        quick.maxRows(),
                        quick.maxBytes(),
                        quick.firstBackoff(),
                        quick.maxBackoff(),
                        quick.deliveryTimeout(),
                        quick.shutdownTimeout()));
        service.append(topic, "plan-1", "first");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        service.append(topic, "plan-1", "second");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(relay.counted(EventsTelemetry.SENT)).isEqualTo(2);
    }

    @Test
    void keepsTheOrderOfEachKeyWhileManyAppendAtOnce() {
        service.start("relay");
        Flux.range(0, 400)
                .flatMap(
                        number -> service.outbox
                                .append(Backups.started(topic, "key-" + number % 8, Integer.toString(number)))
                                .as(service.database.transaction()::transactional),
                        8)
                .blockLast(PATIENCE);
        List<ConsumerRecord<byte[], byte[]>> records = Records.of(kafka, topic, 400);
        assertThat(records).hasSize(400);
        assertThat(Records.firstByKey(records)).isEqualTo(rowsByKey());
    }

    @Test
    void drainsABacklogOfTenThousandRowsInOrderOfEachKey() {
        service.backlog(topic, 10_000, 50);
        service.start("relay");
        await().until(() -> service.waiting() == 0);
        List<ConsumerRecord<byte[], byte[]>> records = Records.now(kafka, topic);
        assertThat(records).hasSize(10_000);
        assertThat(Records.firstByKey(records)).isEqualTo(rowsByKey());
    }

    @Test
    void letsARefusedEventBlockItsOwnKeyOnlyUntilAnOperatorDropsIt() throws Exception {
        limitRecords(10_000);
        Relay relay = service.start("relay");
        service.append(topic, "sick", "1", "too large ".repeat(5_000), "3");
        service.append(topic, "well", "1", "2", "3");

        await().atMost(PATIENCE).until(() -> service.waiting() == 2);
        await().atMost(PATIENCE).until(() -> problem().attempts() >= 3);
        assertThat(Records.firstByKey(Records.now(kafka, topic)))
                .isEqualTo(Map.of("sick", List.of("1"), "well", List.of("1", "2", "3")));
        Problem problem = problem();
        assertThat(problem.undeliverable()).isTrue();
        assertThat(problem.key()).isEqualTo("sick");
        assertThat(problem.failure()).contains("RecordTooLarge");
        assertThat(relay.counted(EventsTelemetry.FAILED)).isGreaterThanOrEqualTo(3);

        assertThat(EventsDatabase.wait(service.problems.drop(problem.position(), "olga")))
                .isTrue();
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(Records.firstByKey(Records.now(kafka, topic)).get("sick")).containsExactly("1", "3");
        assertThat(service.database.count("SELECT count(*) FROM outbox_event WHERE dropped_by = 'olga'"))
                .isEqualTo(1);
        assertThat(EventsDatabase.wait(service.problems.list(0, 10).collectList()))
                .isEmpty();
        assertThat(EventsDatabase.wait(service.problems.drop(problem.position(), "olga")))
                .isFalse();
    }

    @Test
    void sendsARefusedEventInItsOrderOnceTheTopicTakesItAndAnOperatorRetries() throws Exception {
        limitRecords(10_000);
        EventsSettings.Relay quick = RelayFixture.QUICK;
        service.start(
                "relay",
                new EventsSettings.Relay(
                        true,
                        quick.pollInterval(),
                        quick.maxRows(),
                        quick.maxBytes(),
                        Duration.ofMinutes(10),
                        Duration.ofMinutes(10),
                        quick.deliveryTimeout(),
                        quick.shutdownTimeout()));
        service.append(topic, "sick", "large".repeat(10_000), "after");
        await().atMost(PATIENCE).until(() -> service.database.count("SELECT count(*) FROM outbox_blocked_key") == 1);

        limitRecords(1_000_000);
        assertThat(EventsDatabase.wait(service.problems.retry(problem().position())))
                .isTrue();
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        List<String> values = Records.firstByKey(Records.now(kafka, topic)).get("sick");
        assertThat(values).hasSize(2);
        assertThat(values.get(0)).startsWith("large");
        assertThat(values.get(1)).isEqualTo("after");
    }

    @Test
    void doesNotLetATopicThatIsMissingHoldUpTheOthers() throws Exception {
        String missing = topic + ".missing";
        service.start("relay");
        service.append(missing, "key", "1", "2");
        service.append(topic, "key", "1", "2");
        assertThat(Records.values(Records.of(kafka, topic, 2))).containsExactly("1", "2");
        await().atMost(PATIENCE).until(() -> service.database.count("SELECT count(*) FROM outbox_blocked_key") == 1);
        assertThat(problem().undeliverable()).isFalse();

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.createTopics(List.of(new NewTopic(missing, 1, (short) 1)))
                    .all()
                    .get();
        }
        assertThat(Records.values(Records.of(kafka, missing, 2))).containsExactly("1", "2");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(service.database.count("SELECT count(*) FROM outbox_blocked_key"))
                .isZero();
    }

    @Test
    void aKeyDoesNotWaitForATimeThatAClockMeantBeforeItWentBack() {
        service.append(topic, "plan", "1");
        EventsDatabase.wait(service.database.client().sql("""
                        INSERT INTO outbox_blocked_key
                          (aggregatetype, aggregateid, position, attempts, blocked_at, next_attempt_at, undeliverable, failure)
                        SELECT aggregatetype, aggregateid, position, 3, now() + interval '2 days',
                          now() + interval '2 days 1 minute', true, 'the clock was ahead'
                        FROM outbox_event""").then());

        service.start("relay");

        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(service.database.count("SELECT count(*) FROM outbox_blocked_key"))
                .isZero();
    }

    @Test
    void sendsWhatAClockFarAheadOrFarBehindWrote() {
        service.append(topic, "plan-1", "ahead");
        service.append(topic, "plan-2", "behind");
        EventsDatabase.wait(service.database
                .client()
                .sql(
                        "UPDATE outbox_event SET time = time + CASE aggregateid WHEN 'plan-1' THEN 1 ELSE -1 END * interval '90 days'")
                .then());
        service.start("relay");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        List<ConsumerRecord<byte[], byte[]>> records = Records.of(kafka, topic, 2);
        assertThat(records)
                .as("kept as long as any other, and told by the event when it happened")
                .allSatisfy(record -> assertThat(Instant.ofEpochMilli(record.timestamp()))
                        .isBetween(
                                Instant.now().minusSeconds(600), Instant.now().plusSeconds(600)));
    }

    @Test
    void sendsAgainWithTheSameIdWhatWasAcknowledgedButNotMarked() {
        EventsDatabase.wait(service.database.client().sql("""
                        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
                        $$ BEGIN RAISE EXCEPTION 'the database is gone'; END $$""").then());
        EventsDatabase.wait(service.database
                .client()
                .sql("CREATE TRIGGER refuse BEFORE UPDATE ON outbox_event FOR EACH ROW EXECUTE FUNCTION refuse()")
                .then());
        service.start("relay");
        service.append(topic, "plan", "1", "2");
        Records.of(kafka, topic, records -> count(records, "1") >= 2);

        EventsDatabase.wait(service.database
                .client()
                .sql("DROP TRIGGER refuse ON outbox_event")
                .then());
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        List<ConsumerRecord<byte[], byte[]>> records = Records.now(kafka, topic);
        assertThat(records.stream()
                        .map(record -> Records.header(record, CloudEventHeaders.ID))
                        .distinct())
                .hasSize(2);
        assertThat(Records.firstByKey(records)).isEqualTo(Map.of("plan", List.of("1", "2")));
    }

    @Test
    void relaysOneAtATimeAndTheOtherTakesOverWhenTheFirstStops() {
        Relay first = service.start("first");
        await().atMost(PATIENCE).until(first::isRelaying);
        Relay second = service.start("second");
        service.backlog(topic, 500, 5);
        service.append(topic, "key-0", "done");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(second.isRelaying()).isFalse();
        assertThat(Records.now(kafka, topic)).hasSize(501);
        assertThat(second.counted(EventsTelemetry.SENT)).isZero();

        first.relay().stop();
        service.append(topic, "key-0", "by the second");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(second.counted(EventsTelemetry.SENT)).isEqualTo(1);
        assertThat(first.isRelaying()).isFalse();
    }

    @Test
    void handsOverWhenTheHoldersConnectionIsKilledInTheMiddleOfABacklog() {
        Relay first = service.start("first");
        await().atMost(PATIENCE).until(first::isRelaying);
        Relay second = service.start("second");
        service.backlog(topic, 3_000, 30);
        service.append(topic, "key-0", "wake");
        await().atMost(PATIENCE).until(() -> service.waiting() < 2_800);
        // Again and again, until the other one has had its turn.
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(300)).until(() -> {
            if (!second.isRelaying()) {
                terminate("first");
            }
            return second.isRelaying();
        });
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(Records.firstByKey(Records.now(kafka, topic))).isEqualTo(rowsByKey());
        service.append(topic, "key-0", "later");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
    }

    @Test
    void stopsCleanlyWithNothingSentTwiceAfterTheRestart() {
        service.backlog(topic, 2_000, 40);
        Relay first = service.start("first");
        await().atMost(PATIENCE).until(() -> service.waiting() < 1_900);
        first.relay().stop();
        service.start("second");
        await().atMost(PATIENCE).until(() -> service.waiting() == 0);
        assertThat(Records.now(kafka, topic)).hasSize(2_000);
    }

    private Problem problem() {
        return EventsDatabase.wait(service.problems.list(0, 10).next());
    }

    private void terminate(String relay) {
        EventsDatabase.wait(service.database
                .client()
                .sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = :name"
                        + " AND datname = current_database()")
                .bind("name", relay)
                .then());
    }

    private Map<String, List<String>> rowsByKey() {
        return EventsDatabase.wait(service.database
                        .client()
                        .sql("SELECT aggregateid, convert_from(payload, 'UTF8') AS value FROM outbox_event"
                                + " ORDER BY position")
                        .map(row -> Map.entry(
                                String.valueOf(row.get("aggregateid", String.class)),
                                String.valueOf(row.get("value", String.class))))
                        .all()
                        .collectList())
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private void limitRecords(int bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka))) {
            admin.incrementalAlterConfigs(Map.of(
                            new ConfigResource(ConfigResource.Type.TOPIC, topic),
                            List.of(new AlterConfigOp(
                                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)),
                                    AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static long count(List<ConsumerRecord<byte[], byte[]>> records, String value) {
        return IntStream.range(0, records.size())
                .filter(index -> Records.value(records.get(index)).equals(value))
                .count();
    }
}
