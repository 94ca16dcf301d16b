package io.mooring.local.bench;

import io.mooring.platform.events.publish.EventRecords;
import io.mooring.platform.events.serde.KafkaAvroSerializer;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes events to Kafka as a relay would, without a database behind it. */
final class KafkaEvents implements AutoCloseable {

    private final EventRecords records = new EventRecords("/mooring/bench", InstantSource.system());
    private final KafkaProducer<String, IndexedRecord> producer;

    /** @param settings of the producer beside where the broker is */
    KafkaEvents(NotifierAlone notifier, Map<String, Object> settings) {
        KafkaAvroSerializer values = new KafkaAvroSerializer();
        values.configure(Map.of("schema.registry.url", notifier.registry()), false);
        Map<String, Object> all = new HashMap<>(settings);
        all.put("bootstrap.servers", notifier.kafka());
        all.put("acks", "all");
        producer = new KafkaProducer<>(all, new StringSerializer(), values);
    }

    void send(SpecificRecord event) {
        producer.send(records.of(event, null));
    }

    /** Waits until all that was sent is acknowledged. */
    @Override
    public void close() {
        producer.close();
    }
}
