package io.mooring.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.embedded.kafka.KafkaBroker;
import io.mooring.gateway.stream.FollowTopics;
import io.mooring.gateway.stream.StreamHealth;
import io.mooring.issuer.Browser;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.testkit.Kafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kafka stops under open streams. */
class StreamFaultsIT {

    private static final String RUNS = TopicCatalogue.BACKUP_RUNS;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path folder;

    private final KafkaBroker broker = Kafka.own();
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        create();
        gateway = TestGateway.start(
                folder,
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--gateway.stream.heartbeat=200ms");
        await().atMost(PATIENCE).until(this::isFollowing);
    }

    @AfterEach
    void stop() {
        gateway.close();
        broker.close();
    }

    @Test
    void saysThatItIsInterruptedAndGoesOnWithoutALoss() throws Exception {
        try (EventReader reader = follow(null)) {
            reader.comment();
            publish("before");
            EventReader.Event before = reader.next("unreadable");
            assertThat(before.data()).contains("\"key\":\"before\"");

            broker.stop();
            assertThat(reader.next("stream-interrupted").data()).contains("Kafka does not answer");
            try (EventReader late = follow(null)) {
                late.next("stream-interrupted");
            }
            broker.start();
            publish("after-1");
            publish("after-2");
            reader.next("stream-resumed");
            assertThat(reader.next("unreadable").data()).contains("\"key\":\"after-1\"");
            assertThat(reader.next("unreadable").data()).contains("\"key\":\"after-2\"");
            try (EventReader back = follow(before.id())) {
                assertThat(back.next("unreadable").data()).contains("\"key\":\"after-1\"");
                assertThat(back.next("unreadable").data()).contains("\"key\":\"after-2\"");
            }
        }
    }

    private boolean isFollowing() {
        return gateway.context.getBean(FollowTopics.class).health().state() == StreamHealth.State.FOLLOWING;
    }

    private EventReader follow(@Nullable String lastId) throws Exception {
        String bearer = "Bearer " + gateway.token("role:viewer");
        return new EventReader(
                new Browser().client(),
                gateway.url.resolve("/api/v1/stream?topics=" + RUNS),
                lastId == null
                        ? Map.of("Authorization", bearer)
                        : Map.of("Authorization", bearer, "Last-Event-ID", lastId));
    }

    /** Whatever is no Avro comes as unreadable, with its key: enough to tell which came when. */
    private void publish(String key) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            byte[] text = key.getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(RUNS, 0, text, text, new RecordHeaders()))
                    .get();
        }
    }

    private void create() throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(RUNS, 1, (short) 1))).all().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }
}
