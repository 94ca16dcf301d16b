package io.mooring.platform.events.deadletter;

import io.mooring.platform.events.cloudevents.CloudEventHeaders;
import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.platform.events.inbox.RecordPlace;
import io.mooring.platform.events.inbox.Subscriptions.Subscription;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;

/** A record of a dead letter topic, with what its headers say about where it came from. */
record Letter(Subscription source, ConsumerRecord<byte[], byte @Nullable []> letter) {

    LetterId id() {
        return new LetterId(letter.partition(), letter.offset());
    }

    @Nullable
    String key() {
        return CloudEventHeaders.text(letter.key());
    }

    /** Where the record lay in the topic that the group read. */
    RecordPlace origin() {
        byte[] partition = header(KafkaHeaders.DLT_ORIGINAL_PARTITION);
        byte[] offset = header(KafkaHeaders.DLT_ORIGINAL_OFFSET);
        byte[] time = header(KafkaHeaders.DLT_ORIGINAL_TIMESTAMP);
        return new RecordPlace(
                source.topic(),
                partition == null ? -1 : ByteBuffer.wrap(partition).getInt(),
                offset == null ? -1 : ByteBuffer.wrap(offset).getLong(),
                Instant.ofEpochMilli(
                        time == null
                                ? letter.timestamp()
                                : ByteBuffer.wrap(time).getLong()));
    }

    Optional<EventAttributes> event() {
        return CloudEventHeaders.read(letter.headers(), origin().time());
    }

    DeadLetter describe(DeadLetter.State state) {
        RecordPlace origin = origin();
        Optional<EventAttributes> event = event();
        return new DeadLetter(
                id(),
                source.topic(),
                source.group(),
                origin.partition(),
                origin.offset(),
                key(),
                event.map(EventAttributes::id).orElse(null),
                event.map(EventAttributes::type).orElse(null),
                event.map(EventAttributes::correlationId).orElse(null),
                letter.value() == null ? 0 : letter.value().length,
                Instant.ofEpochMilli(letter.timestamp()),
                CloudEventHeaders.text(header(KafkaHeaders.DLT_EXCEPTION_FQCN)),
                CloudEventHeaders.text(header(KafkaHeaders.DLT_EXCEPTION_MESSAGE)),
                state);
    }

    private byte @Nullable [] header(String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? null : header.value();
    }
}
