package io.mooring.notifier.conversation;

import io.mooring.notifier.channel.Channel;
import io.mooring.notifier.conversation.OpenConversations.Open;
import io.mooring.notifier.delivery.PlanDeliveries;
import io.mooring.notifier.delivery.WakeSender;
import io.mooring.notifier.delivery.Word;
import io.mooring.notifier.destination.Destinations;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Message.Status;
import io.mooring.notifier.message.Operation;
import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
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
    private final Set<String> callingAtFirst;
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
        this.editing = ids(channels, channel -> channel.manner().edits());
        this.callingAtFirst = ids(channels, Channel::callsAtFirst);
        this.sender = sender;
    }

    private static Set<String> ids(Collection<Channel> channels, Predicate<Channel> which) {
        return channels.stream().filter(which).map(Channel::id).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Mono<UUID> say(String destination, String subject, Operation operation, Message message) {
        return inTransaction(
                destination,
                to -> operation == Operation.CLOSE
                        ? end(to, subject, message)
                        : goOn(to, subject, operation, message, false));
    }

    @Override
    public Mono<UUID> callAnew(String destination, String subject, Message message) {
        return inTransaction(destination, to -> goOn(to, subject, Operation.CALL, message, true));
    }

    private Mono<UUID> inTransaction(String destination, Function<Destination, Mono<UUID>> say) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .flatMap(transaction -> say.apply(destinations.named(destination))
                        .doOnNext(_ -> transaction.registerSynchronization(afterCommit(sender))));
    }

    private Mono<UUID> goOn(Destination to, String subject, Operation operation, Message message, boolean anew) {
        return open.open(to.name(), subject).flatMap(conversation -> {
            Word first = new Word(conversation.id(), subject, to, Operation.OPEN, message);
            Word next = new Word(conversation.id(), subject, to, line(operation), message);
            Mono<UUID> said = conversation.isNew() ? appended(first) : goOn(conversation, first, next, anew);
            return message.status() == Status.ACKNOWLEDGED && callingAtFirst.contains(to.channel())
                    ? open.acknowledged(conversation.id()).then(said)
                    : said;
        });
    }

    private Mono<UUID> goOn(Open conversation, Word first, Word next, boolean anew) {
        return planned.replaceUntoldOpening(conversation.id(), next.message())
                .flatMap(replaced -> replaced
                        ? Mono.just(conversation.id())
                        : planned.isAlive(conversation.id())
                                .flatMap(alive -> alive ? goOn(conversation, next, anew) : again(first, anew)));
    }

    /** What opened it may still be on its way: then that calls people, and another one would call them twice. */
    private Mono<UUID> goOn(Open conversation, Word next, boolean anew) {
        return callsNobody(conversation, next, anew)
                ? planned.isTold(conversation.id()).flatMap(told -> told ? inAnother(next) : line(next))
                : line(next);
    }

    /** Where nobody could be told at all, one dead letter is enough, however often people are called anew. */
    private Mono<UUID> again(Word first, boolean anew) {
        return anew ? planned.supersedeDeadOpenings(first.conversation()).then(appended(first)) : appended(first);
    }

    /** One that nobody has acknowledged goes on calling by itself: a call that joins it is for the same people, unless they did not answer. */
    private boolean callsNobody(Open conversation, Word next, boolean anew) {
        return (anew || conversation.acknowledged())
                && next.operation() == Operation.CALL
                && next.message().status() == Status.FIRING
                && callingAtFirst.contains(next.destination().channel());
    }

    /** Leaves the conversation that calls nobody any more, and opens another, which does. */
    private Mono<UUID> inAnother(Word call) {
        Message left = call.message().remarking("People are called again, in another conversation");
        Word end = new Word(call.conversation(), call.subject(), call.destination(), Operation.CLOSE, left);
        return open.leave(call.conversation())
                .then(Mono.defer(() -> open.open(call.destination().name(), call.subject())))
                .map(fresh -> new Word(fresh.id(), call.subject(), call.destination(), Operation.OPEN, call.message()))
                .flatMap(opening -> appended(opening).delayUntil(_ -> planned.append(end)));
    }

    private Mono<UUID> appended(Word word) {
        return planned.append(word).thenReturn(word.conversation());
    }

    /** What is open already is opened by nobody else: it is told what is new. */
    private static Operation line(Operation operation) {
        return operation == Operation.OPEN ? Operation.UPDATE : operation;
    }

    private Mono<UUID> line(Word word) {
        boolean unsaid = word.operation() == Operation.UPDATE
                && !editing.contains(word.destination().channel());
        return unsaid ? Mono.empty() : appended(word);
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
