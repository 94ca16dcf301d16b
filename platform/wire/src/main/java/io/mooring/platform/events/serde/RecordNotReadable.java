package io.mooring.platform.events.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The bytes are no record that can be read here. Reading them again gives the same: they belong to the dead letters. */
public final class RecordNotReadable extends SerializationException {

    RecordNotReadable(String topic, String problem, @Nullable Throwable cause) {
        super("A record of the topic " + topic + " cannot be read: " + problem, cause);
    }
}
