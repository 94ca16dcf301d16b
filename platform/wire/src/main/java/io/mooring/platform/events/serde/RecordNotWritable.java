package io.mooring.platform.events.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The object does not fit its schema, for example because a required field is empty. */
public final class RecordNotWritable extends SerializationException {

    RecordNotWritable(String topic, String type, @Nullable Throwable cause) {
        super(
                "The event " + type + " cannot be written to the topic " + topic + ": "
                        + (cause == null ? "it does not fit its schema" : cause.getMessage()),
                cause);
    }
}
