package io.mooring.platform.events.deadletter;

import io.mooring.platform.events.cloudevents.EventAttributes;
import io.mooring.platform.events.inbox.Subscriptions.Subscription;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Decodes a letter and gives it to the handler of its group. Blocks like the consumer it stands for. */
final class HandleAgain {

    private final Deserializer<SpecificRecord> deserializer;

    HandleAgain(Deserializer<SpecificRecord> deserializer) {
        this.deserializer = deserializer;
    }

    /** Throws what decoding or the handler throws. */
    void handle(Letter letter) {
        Subscription source = letter.source();
        SpecificRecord payload = deserializer.deserialize(
                source.topic(), letter.letter().headers(), letter.letter().value());
        if (payload == null) {
            throw new IllegalStateException("The record has no value");
        }
        EventAttributes event = letter.event().orElseGet(() -> letter.origin().describe(payload));
        source.consumer().handle(event, source.topic(), letter.key(), payload);
    }
}
