package io.mooring.gateway.kafka;

import io.mooring.platform.events.publish.ProducerSettings;
import io.mooring.platform.events.serde.AvroSerdeConfig;
import io.mooring.platform.events.serde.KafkaAvroDeserializer;
import io.mooring.platform.events.serde.KafkaAvroSerializer;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Kafka's own clients, set up from the same keys as in every service: {@code spring.kafka.bootstrap-servers},
 * {@code spring.kafka.properties.*} (security, for example) and {@code mooring.registry.*}.
 */
@Component
public class KafkaClients {

    private final Map<String, Object> connection = new HashMap<>();

    KafkaClients(
            @Value("${spring.kafka.bootstrap-servers}") String servers,
            @Value("${mooring.registry.url}") String registry,
            Environment environment) {
        connection.putAll(Binder.get(environment)
                .bind("spring.kafka.properties", Bindable.mapOf(String.class, String.class))
                .orElse(Map.of()));
        connection.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, servers);
        connection.put(AvroSerdeConfig.REGISTRY_URL, registry);
    }

    /** Reads bytes, so that a record that is no Avro does not stop the others; belongs to no group. */
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, "gateway-live-stream");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        // Never a jump to the end in silence: who follows is told of a gap.
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 200);
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads events by their writer's schema: types that this gateway was not built with, too. */
    public Deserializer<IndexedRecord> events() {
        Map<String, Object> settings = new HashMap<>(connection);
        settings.put(AvroSerdeConfig.SPECIFIC_READER, false);
        KafkaAvroDeserializer events = new KafkaAvroDeserializer();
        events.configure(settings, false);
        return events;
    }

    /** For what is sent beside the main business; see {@link ProducerSettings}. */
    public Producer<String, IndexedRecord> producer() {
        Serializer<IndexedRecord> events = new KafkaAvroSerializer();
        events.configure(connection, false);
        return new KafkaProducer<>(
                ProducerSettings.with(connection, "gateway-security-reports"), new StringSerializer(), events);
    }
}
