package io.mooring.gateway;

import static io.mooring.gateway.TestGateway.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.events.backup.BackupStarted;
import io.mooring.events.backup.BackupTrigger;
import io.mooring.events.backup.SourceKind;
import io.mooring.events.security.SecurityEvent;
import io.mooring.gateway.stream.FollowTopics;
import io.mooring.gateway.stream.StreamHealth;
import io.mooring.issuer.Browser;
import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.platform.events.serde.AvroSerdeConfig;
import io.mooring.platform.events.serde.KafkaAvroDeserializer;
import io.mooring.platform.events.serde.KafkaAvroSerializer;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Registry;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class StreamIT {

    private static final String RUNS = TopicCatalogue.BACKUP_RUNS;

    @TempDir
    static Path folder;

    private static TestGateway gateway;
    private static KafkaAvroSerializer avro;
    private static KafkaProducer<String, byte[]> kafka;

    @BeforeAll
    static void start() throws Exception {
        Map<String, Object> connection =
                Map.of("bootstrap.servers", Kafka.shared().bootstrapServers());
        try (Admin admin = Admin.create(connection)) {
            admin.createTopics(List.of(
                            new NewTopic(RUNS, 2, (short) 1),
                            new NewTopic(TopicCatalogue.ALERTS, 1, (short) 1),
                            new NewTopic(TopicCatalogue.SECURITY_EVENTS, 1, (short) 1)))
                    .all()
                    .get();
        }
        avro = new KafkaAvroSerializer();
        avro.configure(
                Map.of(AvroSerdeConfig.REGISTRY_URL, Registry.shared().url().toString()), false);
        kafka = new KafkaProducer<>(connection, new StringSerializer(), new ByteArraySerializer());
        gateway = TestGateway.start(
                folder,
                "--gateway.stream.heartbeat=200ms",
                "--gateway.stream.max-streams-per-user=3",
                "--gateway.stream.remembered=5");
        await().until(() ->
                gateway.context.getBean(FollowTopics.class).health().state() == StreamHealth.State.FOLLOWING);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        kafka.close();
    }

    @Test
    void bringsAnEventToABrowserAsReadableJson() throws Exception {
        try (EventReader reader = follow("topics=" + RUNS, null)) {
            Instant startedAt = Instant.parse("2026-01-02T03:04:05.678901Z");
            String id = publish("run-1", startedAt);
            EventReader.Event event = reader.next("BackupStarted");
            assertThat(event.id()).isEqualTo(id);
            JsonNode data = JsonMapper.shared().readTree(event.data());
            assertThat(data.get("type").asString()).isEqualTo("io.mooring.events.backup.BackupStarted");
            assertThat(data.get("topic").asString()).isEqualTo(RUNS);
            assertThat(data.get("key").asString()).isEqualTo("plan-1");
            assertThat(data.get("correlationId").asString()).isEqualTo("corr-1");
            JsonNode payload = data.get("payload");
            assertThat(payload.get("runId").asString()).isEqualTo("run-1");
            assertThat(payload.get("startedAt").asString()).isEqualTo("2026-01-02T03:04:05.678901Z");
            assertThat(payload.get("trigger").asString()).isEqualTo("MANUAL");
            assertThat(payload.get("locationIds").toString()).isEqualTo("[\"s3\"]");
            assertThat(data.has("unreadable")).isFalse();
        }
    }

    @Test
    void givesABrowserThatComesBackWhatItMissed() throws Exception {
        String seen;
        try (EventReader reader = follow("topics=" + RUNS, null)) {
            seen = publish("resume-1", Instant.now());
            assertThat(reader.next("BackupStarted").id()).isEqualTo(seen);
        }
        String missed = publish("resume-2", Instant.now());
        try (EventReader other = follow("topics=" + RUNS, seen)) {
            assertThat(other.next("BackupStarted").id()).isEqualTo(missed);
        }
    }

    @Test
    void tellsABrowserThatWasAwayForTooLongOfTheGap() throws Exception {
        try (EventReader reader = follow("topics=" + RUNS, "never-seen")) {
            assertThat(reader.next("gap").data()).contains("\"too-long-away\"");
            String id = publish("after-gap", Instant.now());
            assertThat(reader.next("BackupStarted").id()).isEqualTo(id);
        }
    }

    @Test
    void showsARecordThatIsNoAvroAsSuchAndGoesOn() throws Exception {
        try (EventReader reader = follow("topics=" + RUNS, null)) {
            kafka.send(new ProducerRecord<>(RUNS, "plan-1", "not avro".getBytes(StandardCharsets.UTF_8)))
                    .get();
            JsonNode data =
                    JsonMapper.shared().readTree(reader.next("unreadable").data());
            assertThat(data.get("unreadable").asString()).isNotBlank();
            assertThat(data.get("id").asString()).startsWith(RUNS + "-");
            String id = publish("after-garbage", Instant.now());
            assertThat(reader.next("BackupStarted").id()).isEqualTo(id);
        }
    }

    @Test
    void keepsOtherTopicsAndStrangersOut() {
        String token = "Bearer " + gateway.token("role:viewer");
        HttpResponse<String> audit =
                new Browser().send(events("?topics=" + RUNS + ",mooring.audit").header("Authorization", token));
        assertThat(audit.statusCode()).isEqualTo(400);
        assertThat(json(audit).get("code").asString()).isEqualTo("unknown-topic");
        assertThat(json(audit).get("errors").get(0).get("field").asString()).isEqualTo("topics");
        assertThat(new Browser().send(events("").header("Authorization", token)).statusCode())
                .isEqualTo(400);
        assertThat(new Browser().send(events("?topics=" + RUNS)).statusCode()).isEqualTo(401);
    }

    @Test
    void endsAStreamWithItsSession() throws Exception {
        Browser browser = gateway.signedIn("viewer");
        try (EventReader reader =
                new EventReader(browser.client(), gateway.url.resolve("/api/v1/stream?topics=" + RUNS), Map.of())) {
            reader.comment();
            browser.send(gateway.api("/logout")
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .header("X-XSRF-TOKEN", browser.cookie("XSRF-TOKEN").orElseThrow()));
            reader.awaitEnd();
        }
    }

    @Test
    void letsOneUserOpenOnlySoManyStreams() throws Exception {
        Browser browser = gateway.signedIn("approver");
        var address = gateway.url.resolve("/api/v1/stream?topics=" + RUNS);
        try (EventReader first = new EventReader(browser.client(), address, Map.of());
                EventReader second = new EventReader(browser.client(), address, Map.of())) {
            EventReader third = new EventReader(browser.client(), address, Map.of());
            HttpResponse<String> fourth = browser.send(HttpRequest.newBuilder(address));
            assertThat(fourth.statusCode()).isEqualTo(429);
            assertThat(json(fourth).get("code").asString()).isEqualTo("too-many-streams");
            third.close();
            await().untilAsserted(() -> {
                try (EventReader again = new EventReader(browser.client(), address, Map.of())) {
                    assertThat(again.status()).isEqualTo(200);
                }
            });
            assertThat(first.status() + second.status()).isEqualTo(400);
        }
    }

    @Test
    void letsAServicesStreamThroughAsItComes() throws Exception {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + gateway.token("role:viewer"));
        try (EventReader reader =
                new EventReader(new Browser().client(), gateway.url.resolve("/api/v1/runs/r-1/events"), headers)) {
            reader.comment();
            for (int i = 0; i < 3; i++) {
                gateway.service.events.tryEmitNext("event: run\ndata: {\"n\":" + i + "}\n\n");
                assertThat(reader.next("run").data()).isEqualTo("{\"n\":" + i + "}");
            }
        }
    }

    @Test
    void tellsSecurityRulesOfARefusedToken() {
        HttpResponse<String> refused =
                new Browser().send(gateway.bearing("nonsense", "/api/v1/plans").header("X-Correlation-Id", "probe-7"));
        assertThat(refused.statusCode()).isEqualTo(401);
        SecurityEvent event = await().until(() -> securityEvent("probe-7"), found -> found != null);
        assertThat(event.getKind().toString()).isEqualTo("TOKEN_REJECTED");
        assertThat(event.getSourceAddress()).contains("127.0.0.1");
        assertThat(event.getResource()).contains("/api/v1/plans");
        assertThat(event.getSessionId().orElseThrow()).hasSize(32).doesNotContain("nonsense");
    }

    private static HttpRequest.Builder events(String query) {
        return HttpRequest.newBuilder(gateway.url.resolve("/api/v1/stream" + query))
                .header("Accept", "text/event-stream");
    }

    private static EventReader follow(String query, @Nullable String lastId) throws Exception {
        Map<String, String> headers = lastId == null
                ? Map.of("Authorization", "Bearer " + gateway.token("role:viewer"))
                : Map.of("Authorization", "Bearer " + gateway.token("role:viewer"), "Last-Event-ID", lastId);
        EventReader reader =
                new EventReader(new Browser().client(), gateway.url.resolve("/api/v1/stream?" + query), headers);
        if (lastId == null) {
            reader.comment();
        }
        return reader;
    }

    private static String publish(String runId, Instant startedAt) throws Exception {
        BackupStarted event = BackupStarted.newBuilder()
                .setRunId(runId)
                .setPlanId("plan-1")
                .setPlanName("Shop")
                .setTrigger(BackupTrigger.MANUAL)
                .setSourceKind(SourceKind.values()[0])
                .setSourceName("shop")
                .setQueuedAt(startedAt)
                .setStartedAt(startedAt)
                .setLocationIds(List.of("s3"))
                .build();
        String id = UUID.randomUUID().toString();
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(RUNS, "plan-1", avro.serialize(RUNS, event));
        CloudEventHeaders.write(
                new EventAttributes(
                        id, event.getSchema().getFullName(), "/test", Instant.now(), "plan-1", "corr-1", null, null),
                record.headers());
        kafka.send(record).get();
        return id;
    }

    private static @Nullable SecurityEvent securityEvent(String correlation) {
        TopicPartition partition = new TopicPartition(TopicCatalogue.SECURITY_EVENTS, 0);
        KafkaAvroDeserializer events = new KafkaAvroDeserializer();
        events.configure(
                Map.of(AvroSerdeConfig.REGISTRY_URL, Registry.shared().url().toString()), false);
        try (events;
                KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                        Map.of("bootstrap.servers", Kafka.shared().bootstrapServers()),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(2))) {
                var about =
                        CloudEventHeaders.read(record.headers(), Instant.now()).orElseThrow();
                if (correlation.equals(about.correlationId())) {
                    IndexedRecord event = events.deserialize(partition.topic(), record.value());
                    return (SecurityEvent) event;
                }
            }
            return null;
        }
    }
}
