package io.mooring.notifier.delivery;

import java.util.Collection;
import java.util.UUID;
import reactor.core.publisher.Flux;

/** Tells how far conversations are. */
public interface ConversationProgress {

    /** Of those that have deliveries, in no order. */
    Flux<Progress> of(Collection<UUID> conversations);
}
