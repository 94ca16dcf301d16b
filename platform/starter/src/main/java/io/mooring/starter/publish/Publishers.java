package io.mooring.starter.publish;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.mooring.platform.events.publish.EventPublisher;
import io.mooring.platform.events.publish.EventRecords;
import io.mooring.platform.events.publish.ProducerSettings;
import io.mooring.platform.events.serde.KafkaAvroSerializer;
import java.time.InstantSource;
import java.util.Map;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Makes a publisher for each stream, so that a flood of one does not drown the other. */
public final class Publishers {

    private final Map<String, Object> connection;
    private final Identity identity;
    private final int buffer;
    private final MeterRegistry meters;
    private final InstantSource clock;

    Publishers(
            Map<String, Object> connection, Identity identity, int buffer, MeterRegistry meters, InstantSource clock) {
        this.connection = Map.copyOf(connection);
        this.identity = identity;
        this.buffer = buffer;
        this.meters = meters;
        this.clock = clock;
    }

    /** A publisher that has not been started. Whoever asks closes it. */
    public EventPublisher publisher(String stream) {
        EventPublisher publisher = new EventPublisher(
                "mooring-" + stream, () -> producer(stream), buffer, new CountAndLog(stream, meters, clock));
        meters.gauge(PublishTelemetry.WAITING.meter(), Tags.of("stream", stream), publisher, EventPublisher::waiting);
        return publisher;
    }

    public EventRecords records() {
        return new EventRecords("/" + identity.service(), clock);
    }

    private Producer<String, IndexedRecord> producer(String stream) {
        KafkaAvroSerializer events = new KafkaAvroSerializer();
        events.configure(connection, false);
        return new KafkaProducer<>(
                ProducerSettings.with(connection, "mooring-" + stream), new StringSerializer(), events);
    }
}
