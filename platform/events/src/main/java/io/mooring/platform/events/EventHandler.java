package io.mooring.platform.events;

import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/**
 * What a service does about an event. The effect runs inside one database transaction together with the inbox row, so
 * it happens once; an error rolls both back and the record is tried again, then dead-lettered.
 */
@FunctionalInterface
public interface EventHandler {

    Mono<Void> handle(ReceivedEvent<? extends SpecificRecord> event);

    /**
     * False for an event that {@link #handle} would do nothing about, whenever it came: it is passed over without a
     * transaction and without a row in the inbox. The answer must follow from the event alone.
     */
    default boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
        return true;
    }
}
