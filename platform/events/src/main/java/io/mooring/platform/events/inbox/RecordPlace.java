package io.mooring.platform.events.inbox;

import io.mooring.platform.events.cloudevents.EventAttributes;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Where a record lies in Kafka.
 *
 * @param time the record's timestamp
 */
public record RecordPlace(String topic, int partition, long offset, Instant time) {

    /** From a message's headers, as Spring sets them. */
    static RecordPlace of(Map<String, Object> headers) {
        return of(headers::get);
    }

    static RecordPlace of(Function<String, @Nullable Object> headers) {
        return new RecordPlace(
                String.valueOf(headers.apply(KafkaHeaders.RECEIVED_TOPIC)),
                headers.apply(KafkaHeaders.RECEIVED_PARTITION) instanceof Integer partition ? partition : -1,
                headers.apply(KafkaHeaders.OFFSET) instanceof Long offset ? offset : -1,
                headers.apply(KafkaHeaders.RECEIVED_TIMESTAMP) instanceof Long milliseconds
                        ? Instant.ofEpochMilli(milliseconds)
                        : Instant.EPOCH);
    }

    /** Attributes for a record without CloudEvents headers: its place is its id, which no redelivery changes. */
    public EventAttributes describe(SpecificRecord payload) {
        return new EventAttributes(
                topic + "-" + partition + "-" + offset,
                payload.getSchema().getFullName(),
                "/kafka/" + topic,
                time,
                null,
                null,
                null,
                null);
    }
}
