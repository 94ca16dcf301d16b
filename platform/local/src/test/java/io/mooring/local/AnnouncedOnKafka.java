package io.mooring.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.mooring.schemas.TopicCatalogue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** What any client of Kafka reads about one run, without Mooring's code. */
final class AnnouncedOnKafka {

    private static final String TRACEPARENT = "00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}";

    private AnnouncedOnKafka() {}

    static void startAndCompletion(String kafka, String runId) {
        List<ConsumerRecord<String, byte[]>> events = twoEvents(kafka, runId);
        assertThat(events)
                .extracting(event -> header(event, "ce_type"))
                .satisfiesExactly(
                        started -> assertThat(started).endsWith("BackupStarted"),
                        completed -> assertThat(completed).endsWith("BackupCompleted"));
        events.forEach(AnnouncedOnKafka::isACloudEvent);
        assertThat(events)
                .extracting(event -> header(event, "ce_correlationid"))
                .doesNotContain("")
                .hasSize(2);
    }

    private static List<ConsumerRecord<String, byte[]>> twoEvents(String kafka, String runId) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka, "auto.offset.reset", "earliest"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(TopicCatalogue.BACKUP_RUNS).stream()
                    .map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList());
            List<ConsumerRecord<String, byte[]>> events = new ArrayList<>();
            await().until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> {
                    // That it was read again afterwards is another story.
                    if (new String(record.value(), StandardCharsets.ISO_8859_1).contains(runId)
                            && !header(record, "ce_type").endsWith("RestoreVerified")) {
                        events.add(record);
                    }
                });
                return events.size() >= 2;
            });
            return events;
        }
    }

    private static void isACloudEvent(ConsumerRecord<String, byte[]> event) {
        assertThat(event.key()).isEqualTo("shop");
        assertThat(event.value()[0]).as("Confluent's magic byte").isZero();
        assertThat(header(event, "ce_specversion")).isEqualTo("1.0");
        assertThat(UUID.fromString(header(event, "ce_id")).version()).isEqualTo(7);
        assertThat(header(event, "ce_source")).isNotBlank();
        assertThat(header(event, "ce_time")).endsWith("Z");
        assertThat(header(event, "traceparent")).matches(TRACEPARENT);
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }
}
