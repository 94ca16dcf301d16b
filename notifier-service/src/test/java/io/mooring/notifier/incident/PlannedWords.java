package io.mooring.notifier.incident;

import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Plans a delivery, in a conversation of its own, for whatever calls people, and notes it, such as {@code pager-ann CALL ANEW}. Knows
 * every destination but {@code gone}; {@code broken} cannot be written to.
 */
record PlannedWords(DatabaseClient database, List<String> said) implements Conversations {

    @Override
    public Mono<UUID> say(String destination, String subject, Operation operation, Message message) {
        boolean calls = operation == Operation.OPEN || operation == Operation.CALL;
        return calls ? plan(destination, subject, operation.name(), message) : Mono.empty();
    }

    @Override
    public Mono<UUID> callAnew(String destination, String subject, Message message) {
        return plan(destination, subject, "CALL ANEW", message);
    }

    private Mono<UUID> plan(String destination, String subject, String what, Message message) {
        UUID conversation = UUID.randomUUID();
        return Mono.defer(() -> switch (destination) {
                    case "gone" -> Mono.error(new IllegalArgumentException("unknown destination"));
                    case "broken" -> Mono.error(new IllegalStateException("Killed before the commit"));
                    default ->
                        database.sql("""
                                INSERT INTO delivery (id, conversation_id, subject, destination, channel, address, operation, severity,
                                                      urgency, message, state, created_at, ladder_from, due_at)
                                VALUES (gen_random_uuid(), :conversation, :subject, :destination, 'test', '', :operation, :severity,
                                        0, '{}', 'PENDING', now(), now(), now())
                                """)
                                .bind("conversation", conversation)
                                .bind("subject", subject)
                                .bind("destination", destination)
                                .bind("operation", what.equals("OPEN") ? "OPEN" : "CALL")
                                .bind("severity", message.severity().name())
                                .then();
                })
                .then(Mono.fromSupplier(() -> {
                    said.add(destination + " " + what);
                    return conversation;
                }));
    }
}
