package io.mooring.platform.events;

import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * A fact about to be published. Its id (UUIDv7), time, source, correlation and trace are set where it is appended.
 *
 * @param topic a topic of the catalogue
 * @param key the aggregate's id: events of one key keep their order
 * @param payload the Avro event
 * @param causationId the id of the event that led to this one, if one did
 */
public record OutgoingEvent(
        String topic,
        String key,
        SpecificRecord payload,
        @Nullable String causationId) {

    public OutgoingEvent {
        if (topic.isBlank() || key.isBlank()) {
            throw new IllegalArgumentException(
                    "An event needs a topic and a key: topic '" + topic + "', key '" + key + "'");
        }
    }

    /** An event that no other event caused. */
    public static OutgoingEvent of(String topic, String key, SpecificRecord payload) {
        return new OutgoingEvent(topic, key, payload, null);
    }
}
