package io.mooring.notifier.conversation;

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
     * @param destination a destination's name; {@link IllegalArgumentException} when settings do not know it
     * @param subject what it is about, such as {@code alert/<id>}, {@code incident/<id>}, {@code announcement/<id>}
     * @return the conversation's id; empty when nothing was to be said
     */
    Mono<UUID> say(String destination, String subject, Operation operation, Message message);
}
