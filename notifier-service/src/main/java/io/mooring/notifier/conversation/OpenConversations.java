package io.mooring.notifier.conversation;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Which conversations are open. Whoever asks, in a transaction, has the conversation to itself until that ends. */
interface OpenConversations {

    /** @param isNew whether it was opened by this very call */
    record Open(UUID id, boolean isNew) {}

    /** The open one, or a new one. */
    Mono<Open> open(String destination, String subject);

    /** Empty when none is open. */
    Mono<UUID> find(String destination, String subject);

    Mono<Void> close(UUID id);
}
