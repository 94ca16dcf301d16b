package io.mooring.gateway.stream;

import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import java.time.Instant;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Makes a live event of a Kafka record. One that cannot be read is shown as just that. */
final class ReadRecord {

    private final Deserializer<IndexedRecord> events;

    ReadRecord(Deserializer<IndexedRecord> events) {
        this.events = events;
    }

    LiveEvent read(ConsumerRecord<byte[], byte[]> record) {
        Instant recordTime = Instant.ofEpochMilli(record.timestamp());
        Optional<EventAttributes> about = CloudEventHeaders.read(record.headers(), recordTime);
        try {
            IndexedRecord event = events.deserialize(record.topic(), record.value());
            return event == null
                    ? unreadable(record, about, recordTime, "The record is empty.")
                    : readable(record, about, recordTime, event);
        } catch (RuntimeException notReadable) {
            return unreadable(record, about, recordTime, String.valueOf(notReadable.getMessage()));
        }
    }

    private static LiveEvent readable(
            ConsumerRecord<byte[], byte[]> record,
            Optional<EventAttributes> about,
            Instant recordTime,
            IndexedRecord event) {
        return live(record, about, recordTime, event.getSchema().getFullName(), AvroJson.of(event), null);
    }

    private static LiveEvent unreadable(
            ConsumerRecord<byte[], byte[]> record, Optional<EventAttributes> about, Instant recordTime, String reason) {
        String type = about.map(EventAttributes::type).orElse("unknown");
        return live(record, about, recordTime, type, null, reason);
    }

    private static LiveEvent live(
            ConsumerRecord<byte[], byte[]> record,
            Optional<EventAttributes> about,
            Instant recordTime,
            String type,
            @Nullable Object payload,
            @Nullable String unreadable) {
        return new LiveEvent(
                about.map(EventAttributes::id).orElseGet(() -> place(record)),
                type,
                record.topic(),
                CloudEventHeaders.text(record.key()),
                about.map(EventAttributes::time).orElse(recordTime),
                about.map(EventAttributes::source).orElse(null),
                about.map(EventAttributes::correlationId).orElse(null),
                payload,
                unreadable);
    }

    /** A record without a CloudEvents id is named by where it lies. */
    private static String place(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }
}
