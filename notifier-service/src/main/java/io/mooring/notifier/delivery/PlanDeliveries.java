package io.mooring.notifier.delivery;

import io.mooring.notifier.message.Message;
import java.util.UUID;
import reactor.core.publisher.Mono;

/**
 * What conversations write into deliveries, all of it in the caller's transaction. Who plans for a conversation keeps
 * others from planning for the same one meanwhile.
 */
public interface PlanDeliveries {

    /**
     * Puts a newer message in place of that which opens the conversation, provided that no attempt was made yet: people
     * read the newest state once.
     *
     * @return false when there is nothing to replace
     */
    Mono<Boolean> replaceUntoldOpening(UUID conversation, Message message);

    /** Whether people know of the conversation or still will; not so when what opened it is dead or dropped. */
    Mono<Boolean> isAlive(UUID conversation);

    /** Whether people certainly were told what opened it. */
    Mono<Boolean> isTold(UUID conversation);

    /** What is tried anew makes the former dead openings of the conversation needless. */
    Mono<Void> supersedeDeadOpenings(UUID conversation);

    /** What a person's retry of the dead opening would say. */
    Mono<Void> replaceDeadOpening(UUID conversation, Message message);

    /**
     * Adds a delivery behind all others of its conversation. Updates that nobody tried to send yet are superseded.
     *
     * @return the delivery's id
     */
    Mono<UUID> append(Word word);
}
