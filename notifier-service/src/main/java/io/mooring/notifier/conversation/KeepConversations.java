package io.mooring.notifier.conversation;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.delivery.PlanDeliveries;
import io.mooring.notifier.delivery.WakeSender;
import io.mooring.notifier.delivery.Word;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Decides what a word becomes: the opening of a conversation, another line of it, or nothing. */
final class KeepConversations implements Conversations {

    private final OpenConversations open;
    private final PlanDeliveries planned;
    private final Destinations destinations;
    private final Set<String> editing;
    private final WakeSender sender;

    KeepConversations(
            OpenConversations open,
            PlanDeliveries planned,
            Destinations destinations,
            Collection<Channel> channels,
            WakeSender sender) {
        this.open = open;
        this.planned = planned;
        this.destinations = destinations;
        this.editing = channels.stream()
                .filter(channel -> channel.manner().edits())
                .map(Channel::id)
                .collect(Collectors.toUnmodifiableSet());
        this.sender = sender;
    }

    @Override
    public Mono<UUID> say(String destination, String subject, Operation operation, Message message) {
        return TransactionSynchronizationManager.forCurrentTransaction().flatMap(transaction -> {
            Destination to = destinations.named(destination);
            return (operation == Operation.CLOSE ? end(to, subject, message) : goOn(to, subject, operation, message))
                    .doOnNext(_ -> transaction.registerSynchronization(afterCommit(sender)));
        });
    }

    private Mono<UUID> goOn(Destination to, String subject, Operation operation, Message message) {
        return open.open(to.name(), subject).flatMap(conversation -> {
            Word first = new Word(conversation.id(), subject, to, Operation.OPEN, message);
            if (conversation.isNew()) {
                return planned.append(first).thenReturn(conversation.id());
            }
            return planned.replaceUntoldOpening(conversation.id(), message)
                    .flatMap(replaced -> replaced
                            ? Mono.just(conversation.id())
                            : planned.isAlive(conversation.id())
                                    .flatMap(alive -> alive
                                            ? line(new Word(conversation.id(), subject, to, line(operation), message))
                                            : planned.append(first).thenReturn(conversation.id())));
        });
    }

    /** What is open already is opened by nobody else: it is told what is new. */
    private static Operation line(Operation operation) {
        return operation == Operation.OPEN ? Operation.UPDATE : operation;
    }

    private Mono<UUID> line(Word word) {
        boolean unsaid = word.operation() == Operation.UPDATE
                && !editing.contains(word.destination().channel());
        return unsaid ? Mono.empty() : planned.append(word).thenReturn(word.conversation());
    }

    private Mono<UUID> end(Destination to, String subject, Message message) {
        return open.find(to.name(), subject).flatMap(conversation -> open.close(conversation)
                .then(planned.replaceUntoldOpening(conversation, message))
                .flatMap(replaced -> replaced
                        ? Mono.just(conversation)
                        : planned.isAlive(conversation)
                                .flatMap(alive -> alive
                                        ? line(new Word(conversation, subject, to, Operation.CLOSE, message))
                                        : planned.replaceDeadOpening(conversation, message)
                                                .then(Mono.empty()))));
    }

    private static TransactionSynchronization afterCommit(WakeSender sender) {
        return new TransactionSynchronization() {
            @Override
            public Mono<Void> afterCommit() {
                return Mono.fromRunnable(sender::wake);
            }
        };
    }
}
