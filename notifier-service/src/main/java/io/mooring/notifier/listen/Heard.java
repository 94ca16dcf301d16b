package io.mooring.notifier.listen;

import io.mooring.platform.events.ReceivedEvent;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What a rule sees: the event's fields by their names, {@code event} with what its headers say, and {@code each} with the
 * item of a list that the rule goes through.
 */
record Heard(
        ReceivedEvent<? extends SpecificRecord> received,
        @Nullable Object each) {

    static final String EVENT = "event";
    static final String EACH = "each";

    Heard(ReceivedEvent<? extends SpecificRecord> received) {
        this(received, null);
    }

    Heard with(@Nullable Object item) {
        return new Heard(received, item);
    }

    /** {@code BackupFailed}. */
    String type() {
        return received.payload().getSchema().getName();
    }

    /** {@code backup-service} for ours, and what the others say of themselves. */
    String source() {
        String source = received.source();
        return source.startsWith("/mooring/") ? source.substring("/mooring/".length()) : source;
    }

    Map<String, @Nullable Object> about() {
        Map<String, @Nullable Object> about = new HashMap<>();
        about.put("id", received.id());
        about.put("type", type());
        about.put("source", source());
        about.put("time", received.time());
        about.put("topic", received.topic());
        about.put("key", received.key());
        return about;
    }
}
