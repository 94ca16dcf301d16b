package io.mooring.platform.events.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.mooring.embedded.registry.RegistryProcess;
import io.mooring.events.security.AddressUnblocked;
import io.mooring.platform.events.registry.HttpSchemaRegistry;
import io.mooring.platform.events.registry.RegistrySettings;
import io.mooring.platform.events.registry.RegistryUnavailable;
import io.mooring.platform.events.registry.SchemaRegistry;
import io.mooring.schemas.SchemaText;
import io.mooring.testkit.Kafka;
import io.mooring.testkit.Registry;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** As plain Kafka clients use it: by class name and configuration keys, on a real broker and a real registry. */
class KafkaAvroSerdeIT {

    private final String topic = Kafka.shared().freshTopic("serde", 1);

    @Test
    void carriesAnEventFromProducerToConsumer() throws ExecutionException, InterruptedException {
        try (var producer = producer(Map.of("auto.register.schemas", true));
                var consumer = consumer()) {
            producer.send(new ProducerRecord<>(topic, "192.0.2.7", Unblocked.EVENT))
                    .get();

            assertThat(next(consumer).value()).isEqualTo(Unblocked.EVENT);
        }
        try (SchemaRegistry registry = new HttpSchemaRegistry(
                new RegistrySettings(Registry.shared().url().toString(), null, null, Duration.ofSeconds(20)))) {
            assertThat(registry.latest(topic + "-io.mooring.events.security.AddressUnblocked")
                            .schema())
                    .isEqualTo(new Schema.Parser().parse(SchemaText.of(AddressUnblocked.getClassSchema())));
        }
    }

    @Test
    void letsTheConsumerSayWhereARecordLiesThatItCannotRead() throws ExecutionException, InterruptedException {
        try (var raw = new KafkaProducer<>(
                        Map.<String, Object>of(
                                "bootstrap.servers", Kafka.shared().bootstrapServers()),
                        new StringSerializer(),
                        new ByteArraySerializer());
                var consumer = consumer()) {
            raw.send(new ProducerRecord<>(topic, "k", "not Avro".getBytes())).get();

            assertThatExceptionOfType(RecordDeserializationException.class)
                    .isThrownBy(() -> next(consumer))
                    .withCauseInstanceOf(RecordNotReadable.class)
                    .satisfies(failure -> assertThat(failure.offset()).isZero());
        }
    }

    @Test
    void worksOnWhatItKnowsWhileTheRegistryIsDownAndOnTheRestAfterwards() {
        try (RegistryProcess own = Registry.own();
                KafkaAvroSerializer serializer = new KafkaAvroSerializer();
                KafkaAvroDeserializer early = new KafkaAvroDeserializer();
                KafkaAvroDeserializer late = new KafkaAvroDeserializer()) {
            Map<String, String> settings =
                    Map.of(AvroSerdeConfig.REGISTRY_URL, own.url().toString(), AvroSerdeConfig.TIMEOUT_MILLIS, "20000");
            serializer.configure(settings, false);
            early.configure(settings, false);
            late.configure(settings, false);
            byte[] bytes = serializer.serialize(topic, Unblocked.EVENT);
            early.deserialize(topic, bytes);
            own.stop();

            assertThat(early.deserialize(topic, serializer.serialize(topic, Unblocked.EVENT)))
                    .isEqualTo(Unblocked.EVENT);
            assertThatExceptionOfType(RegistryUnavailable.class)
                    .isThrownBy(() -> late.deserialize(topic, bytes))
                    .withMessageContaining(own.url().toString());
        }
    }

    private KafkaProducer<String, IndexedRecord> producer(Map<String, Object> more) {
        Map<String, Object> settings = new HashMap<>(common());
        settings.putAll(more);
        settings.put("key.serializer", StringSerializer.class.getName());
        settings.put("value.serializer", KafkaAvroSerializer.class.getName());
        return new KafkaProducer<>(settings);
    }

    private KafkaConsumer<String, IndexedRecord> consumer() {
        Map<String, Object> settings = new HashMap<>(common());
        settings.put("group.id", topic);
        settings.put("auto.offset.reset", "earliest");
        settings.put("key.deserializer", StringDeserializer.class.getName());
        settings.put("value.deserializer", KafkaAvroDeserializer.class.getName());
        KafkaConsumer<String, IndexedRecord> consumer = new KafkaConsumer<>(settings);
        consumer.subscribe(List.of(topic));
        return consumer;
    }

    private static Map<String, Object> common() {
        return Map.of(
                "bootstrap.servers", Kafka.shared().bootstrapServers(),
                "schema.registry.url", Registry.shared().url().toString(),
                "http.read.timeout.ms", 20_000);
    }

    private static ConsumerRecord<String, IndexedRecord> next(KafkaConsumer<String, IndexedRecord> consumer) {
        return Awaitility.await()
                .until(() -> consumer.poll(Duration.ofMillis(200)), records -> !records.isEmpty())
                .iterator()
                .next();
    }
}
