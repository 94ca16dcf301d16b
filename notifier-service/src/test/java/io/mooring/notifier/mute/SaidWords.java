package io.mooring.notifier.mute;

import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Keeps what is said, and insists on a transaction as the real one does. Knows every destination but {@code unknown}. */
public final class SaidWords implements Conversations {

    /** One thing that was said. */
    public record Said(String destination, String subject, Operation operation, Message message) {

        public String title() {
            return message.words().title();
        }
    }

    private final List<Said> all = new CopyOnWriteArrayList<>();

    public List<Said> all() {
        return List.copyOf(all);
    }

    public void clear() {
        all.clear();
    }

    @Override
    public Mono<UUID> callAnew(String destination, String subject, Message message) {
        return say(destination, subject, Operation.CALL, message);
    }

    @Override
    public Mono<UUID> say(String destination, String subject, Operation operation, Message message) {
        if (destination.equals("unknown")) {
            throw new IllegalArgumentException("There is no destination unknown");
        }
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> all.add(new Said(destination, subject, operation, message)))
                .map(transaction -> UUID.randomUUID());
    }
}
