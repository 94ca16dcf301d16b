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
}
