package io.mooring.platform.events.cloudevents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The context attributes of one event, as CloudEvents names them.
 *
 * @param id unique, and the same at every redelivery; a UUIDv7 when we made it
 * @param type the Avro record's full name
 * @param source URI reference of who published it
 * @param time when it was appended, to the microsecond
 * @param subject the aggregate's id, which is also the record's key
 * @param correlationId what ties together everything that one request led to
 * @param causationId the id of the event that led to this one
 * @param traceparent W3C trace context
 */
public record EventAttributes(
        String id,
        String type,
        String source,
        Instant time,
        @Nullable String subject,
        @Nullable String correlationId,
        @Nullable String causationId,
        @Nullable String traceparent) {

    public EventAttributes {
        List<String> missing = new ArrayList<>();
        if (id.isBlank()) {
            missing.add("id");
        }
        if (type.isBlank()) {
            missing.add("type");
        }
        if (source.isBlank()) {
            missing.add("source");
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("An event lacks its " + String.join(", ", missing));
        }
    }
}
