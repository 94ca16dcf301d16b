package io.mooring.notifier.conversation;

import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Where people who are called anew are called as ever. */
@FunctionalInterface
public interface PlainConversations extends Conversations {

    @Override
    default Mono<UUID> callAnew(String destination, String subject, Message message) {
        return say(destination, subject, Operation.CALL, message);
    }
}
