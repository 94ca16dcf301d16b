package io.mooring.platform.events.deadletter;

import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One record that a group gave up on.
 *
 * @param id its place in the dead letter topic
 * @param eventId CloudEvents id, null when the record carries none
 * @param eventType the Avro record's full name, null when the record carries none
 * @param bytes size of the value
 * @param failedAt when the group gave up
 * @param exception class name of the failure
 * @param failure what the failure said
 */
public record DeadLetter(
        LetterId id,
        String topic,
        String group,
        int originalPartition,
        long originalOffset,
        @Nullable String key,
        @Nullable String eventId,
        @Nullable String eventType,
        @Nullable String correlationId,
        int bytes,
        Instant failedAt,
        @Nullable String exception,
        @Nullable String failure,
        State state) {

    /** What has become of it. */
    public enum State {
        WAITING,
        REPLAYED,
        DROPPED;

        /** As it is written in JSON and in the database. */
        @JsonValue
        String written() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
