package io.mooring.notifier.conversation;

import java.util.UUID;
import reactor.core.publisher.Mono;

/** Which conversations are open. Whoever asks, in a transaction, has the conversation to itself until that ends. */
interface OpenConversations {

    /**
     * @param isNew whether it was opened by this very call
     * @param acknowledged whether people there were ever told that somebody has it
     */
    record Open(UUID id, boolean isNew, boolean acknowledged) {}

    /** The open one, or a new one. */
    Mono<Open> open(String destination, String subject);

    /** Empty when none is open. */
    Mono<UUID> find(String destination, String subject);

    Mono<Void> acknowledged(UUID id);

    Mono<Void> close(UUID id);

    /** Closes it since people are called again in another one. Who answers in the former after all answers, unless somebody had before. */
    Mono<Void> leave(UUID id);
}
