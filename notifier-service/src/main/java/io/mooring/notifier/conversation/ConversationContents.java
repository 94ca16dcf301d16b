package io.mooring.notifier.conversation;

import java.util.UUID;
import reactor.core.publisher.Flux;

/** What conversations are about. */
public interface ConversationContents {

    /** The alerts that a conversation is about, over or not, in no order; none when it is about none, or is not known. */
    Flux<UUID> alerts(UUID conversation);
}
