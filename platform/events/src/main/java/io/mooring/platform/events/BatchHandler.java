package io.mooring.platform.events;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import reactor.core.publisher.Mono;

/**
 * What a service does about many events at once. The effect runs inside one database transaction together with the
 * inbox rows of all of them. An error rolls everything back; the events are then handled again in ever smaller batches,
 * until the one that fails is alone: that one is tried again, then dead-lettered.
 */
@FunctionalInterface
public interface BatchHandler {

    /** @param events in order, each once, at least one */
    Mono<Void> handle(List<ReceivedEvent<SpecificRecord>> events);

    /** As {@link EventHandler#concerns}. */
    default boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
        return true;
    }
}
