package io.mooring.gateway.stream;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as browsers get it.
 *
 * @param id CloudEvents id
 * @param type the Avro record's full name
 * @param payload objects, lists, texts, numbers as JSON has them
 * @param unreadable why the record could not be read; null for one that could
 */
record LiveEvent(
        String id,
        String type,
        String topic,
        @Nullable String key,
        Instant time,
        @Nullable String source,
        @Nullable String correlationId,
        @Nullable Object payload,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String unreadable) {

    /** The name of the SSE event: the last part of the type, {@code unreadable} for what could not be read. */
    String name() {
        return unreadable != null ? "unreadable" : type.substring(type.lastIndexOf('.') + 1);
    }
}
