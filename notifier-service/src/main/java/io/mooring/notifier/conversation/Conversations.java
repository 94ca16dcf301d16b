package io.mooring.notifier.conversation;

import io.mooring.notifier.destination.UnknownDestinationException;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Where capabilities say something to people. */
public interface Conversations {

    /**
     * Says something at a destination, in the caller's transaction (there must be one). The first word about a subject
     * opens a conversation, whatever the operation; CLOSE of one that never was says nothing. What is said after CLOSE opens another one.
     *
     * @param destination a destination's name; {@link UnknownDestinationException} when settings do not know it
     * @param subject what it is about, such as {@code alert/<id>}, {@code incident/<id>}, {@code announcement/<id>}
     * @return the conversation's id; empty when nothing was to be said
     */
    Mono<UUID> say(String destination, String subject, Operation operation, Message message);

    /**
     * Calls people who were called before and did not answer, in the caller's transaction. Where what joins a conversation
     * calls nobody ({@link io.mooring.notifier.channel.Channel#callsAtFirst}), they are called in another one, and the former
     * is over; elsewhere this is a CALL.
     *
     * @return the id of the conversation in which they are called
     */
    Mono<UUID> callAnew(String destination, String subject, Message message);
}
