package io.mooring.platform.events;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A fact as it arrived.
 *
 * @param id CloudEvents id: the same at every redelivery
 * @param type the Avro record's full name
 * @param source who published it
 * @param time when it happened
 * @param topic where it was read
 * @param key the aggregate's id
 * @param correlationId what ties together everything that one request led to
 * @param payload the Avro event
 * @param traceparent W3C trace context that it came with; null for none
 */
public record ReceivedEvent<T extends SpecificRecord>(
        String id,
        String type,
        String source,
        Instant time,
        String topic,
        @Nullable String key,
        @Nullable String correlationId,
        T payload,
        @Nullable String traceparent) {

    /** One that nobody traces. */
    public ReceivedEvent(
            String id,
            String type,
            String source,
            Instant time,
            String topic,
            @Nullable String key,
            @Nullable String correlationId,
            T payload) {
        this(id, type, source, time, topic, key, correlationId, payload, null);
    }
}
