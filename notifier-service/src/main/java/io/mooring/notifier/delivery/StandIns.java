package io.mooring.notifier.delivery;

import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Which conversations are held in place of others. */
public interface StandIns {

    /**
     * Of these conversations, those at a destination that stands in for another: by conversation, the other's name (several
     * by commas). All of them in one look.
     */
    Mono<Map<UUID, String>> among(Collection<UUID> conversations);
}
