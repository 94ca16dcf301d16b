package io.mooring.platform.events.publish;

import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.schemas.Topic;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Events as Kafka records: topic and key from the catalogue, a new id, CloudEvents headers. */
public final class EventRecords {

    private final String source;
    private final InstantSource clock;
    private final UuidV7 ids;

    /** @param source CloudEvents {@code source}, for example {@code /mooring/gateway} */
    public EventRecords(String source, InstantSource clock) {
        this.source = source;
        this.clock = clock;
        this.ids = new UuidV7(clock);
    }

    /**
     * @param correlationId what ties the event to a request, null outside one
     * @throws IllegalArgumentException when no topic takes such events, or the event has no key
     */
    public ProducerRecord<String, IndexedRecord> of(SpecificRecord event, @Nullable String correlationId) {
        Topic topic = TopicCatalogue.of(event.getClass());
        String key = topic.keyOf(event);
        ProducerRecord<String, IndexedRecord> record = new ProducerRecord<>(topic.name(), key, event);
        CloudEventHeaders.write(
                new EventAttributes(
                        ids.next().toString(),
                        event.getSchema().getFullName(),
                        source,
                        clock.instant().truncatedTo(ChronoUnit.MICROS),
                        key,
                        correlationId,
                        null,
                        null),
                record.headers());
        return record;
    }
}
