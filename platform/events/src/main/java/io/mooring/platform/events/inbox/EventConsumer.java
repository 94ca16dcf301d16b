package io.mooring.platform.events.inbox;

import io.mooring.platform.events.cloudevents.EventAttributes;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** One group's handler. Blocks the thread that calls it: that keeps order and allows retry. */
public sealed interface EventConsumer permits InboxConsumer, BatchConsumer {

    String group();

    /** Whether its binding must hand over whole batches. */
    boolean takesBatches();

    /** Handles one event on the calling thread, as {@link InboxConsumers} describes. */
    void handle(EventAttributes event, String topic, @Nullable String key, SpecificRecord payload);
}
