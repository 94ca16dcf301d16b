package io.mooring.notifier.incident;

import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.List;
import java.util.UUID;
import reactor.core.publisher.Mono;

/** Notes what is said, and where, such as {@code mail-ann CALL ANEW}. Knows every destination but {@code mail-gone}. */
record RecordedWords(List<String> said, List<Message> words) implements Conversations {

    @Override
    public Mono<UUID> say(String destination, String subject, Operation operation, Message message) {
        return note(destination, operation.name(), message);
    }

    @Override
    public Mono<UUID> callAnew(String destination, String subject, Message message) {
        return note(destination, "CALL ANEW", message);
    }

    private Mono<UUID> note(String destination, String what, Message message) {
        return Mono.fromSupplier(() -> {
            if (destination.equals("mail-gone")) {
                throw new IllegalArgumentException("unknown destination");
            }
            said.add(destination + " " + what);
            words.add(message);
            return UUID.randomUUID();
        });
    }
}
