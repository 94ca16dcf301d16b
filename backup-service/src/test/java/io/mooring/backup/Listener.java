package io.mooring.backup;

import io.mooring.platform.events.serde.KafkaAvroDeserializer;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.testkit.Registry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/** Somebody who reads mooring.backup.runs from its beginning, as another service would. */
final class Listener {

    private final String brokers;

    Listener(String brokers) {
        this.brokers = brokers;
    }

    record Heard(Map<String, String> headers, SpecificRecord event) {
        String type() {
            return event.getSchema().getName();
        }

        String runId() {
            return event.get(event.getSchema().getField("runId").pos()).toString();
        }
    }

    /** All events of a plan that are in the topic now, in their order. */
    List<Heard> all(String planId) {
        try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(
                Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TopicCatalogue.BACKUP_RUNS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Heard> heard = new ArrayList<>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(200))) {
                    if (planId.equals(record.key())) {
                        heard.add(read(record));
                    }
                }
            }
            return heard;
        }
    }

    /** Waits until there are so many. */
    List<Heard> await(String planId, int count) {
        return Awaitility.await().ignoreExceptions().until(() -> all(planId), heard -> heard.size() >= count);
    }

    /** At least once on the wire, once in effect: an inbox takes the first of each id and ignores what comes again. */
    static List<Heard> inEffect(List<Heard> heard) {
        Map<String, Heard> byId = new LinkedHashMap<>();
        heard.forEach(event -> byId.putIfAbsent(event.headers().getOrDefault("ce_id", ""), event));
        return List.copyOf(byId.values());
    }

    private static Heard read(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new HashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try (KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer()) {
            deserializer.configure(
                    Map.of("schema.registry.url", Registry.shared().url().toString(), "specific.avro.reader", true),
                    false);
            return new Heard(headers, (SpecificRecord) deserializer.deserialize(record.topic(), record.value()));
        }
    }
}
