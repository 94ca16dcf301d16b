package io.mooring.starter;

import io.mooring.platform.events.serde.AvroSerdeConfig;
import io.mooring.platform.events.serde.KafkaAvroDeserializer;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.testkit.Registry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads back what the starter published, as a service of ours would. */
final class PublishedEvents implements AutoCloseable {

    private final KafkaConsumer<String, IndexedRecord> consumer;
    private final List<ConsumerRecord<String, IndexedRecord>> read = new ArrayList<>();

    PublishedEvents(String bootstrapServers) {
        KafkaAvroDeserializer events = new KafkaAvroDeserializer();
        events.configure(
                Map.of(AvroSerdeConfig.REGISTRY_URL, Registry.shared().url().toString()), false);
        consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", bootstrapServers), new StringDeserializer(), events);
        List<TopicPartition> partitions = Stream.of(TopicCatalogue.HEALTH_SAMPLES, TopicCatalogue.SECURITY_EVENTS)
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** All of a type by now. */
    <T> List<T> read(Class<T> type) {
        consumer.poll(Duration.ofMillis(200)).forEach(read::add);
        return read.stream()
                .map(ConsumerRecord::value)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** A header of every record that was read. */
    List<String> headers(String name) {
        return read.stream()
                .map(record -> new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
