package io.mooring.notifier.incident;

import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.incident.Call.Whom;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Says something of an incident at destinations, in the caller's transaction, and sees to it that it is known whether calls arrive. */
final class SayWhereTold {

    private static final Logger log = LoggerFactory.getLogger(SayWhereTold.class);

    private final Supplier<Conversations> conversations;
    private final Calls calls;

    SayWhereTold(Supplier<Conversations> conversations, Calls calls) {
        this.conversations = conversations;
        this.calls = calls;
    }

    /** @param anew whoever did not answer before is called once more */
    record Saying(Whom whom, @Nullable String person, Operation operation, Message message, boolean anew) {

        Saying(Whom whom, Operation operation, Message message) {
            this(whom, null, operation, message, false);
        }

        private boolean calls() {
            return operation == Operation.OPEN || operation == Operation.CALL;
        }
    }

    /** @param version under which the incident is stored with the change */
    Mono<Void> to(List<String> destinations, Saying saying, Change change, long version) {
        return Flux.fromIterable(destinations)
                .concatMap(destination -> one(
                        saying,
                        new Call(
                                change.after().id(),
                                version,
                                saying.whom(),
                                saying.person(),
                                destination,
                                null,
                                saying.message().remark(),
                                change.at()),
                        change))
                .then();
    }

    Mono<Void> inPlace(Call call, Message message, Change change) {
        boolean anew = call.whom() == Whom.PERSON;
        return one(new Saying(call.whom(), call.person(), Operation.CALL, message, anew), call, change);
    }

    /** A destination that settings no longer know must not stop the others from being told. */
    private Mono<Void> one(Saying saying, Call call, Change change) {
        return Mono.defer(() -> say(saying, call))
                .flatMap(conversation -> saying.calls() ? calls.follow(conversation, call) : Mono.empty())
                .onErrorResume(IllegalArgumentException.class, unknown -> {
                    log.error(
                            "Incident {}: {} cannot be told: {}",
                            change.after().number(),
                            call.destination(),
                            unknown.getMessage());
                    change.note(
                            What.NOT_TOLD,
                            null,
                            call.destination() + " cannot be told: settings know no such destination");
                    return saying.calls() ? calls.neverSent(call) : Mono.empty();
                });
    }

    private Mono<UUID> say(Saying saying, Call call) {
        Conversations open = conversations.get();
        return saying.anew()
                ? open.callAnew(call.destination(), call.subject(), saying.message())
                : open.say(call.destination(), call.subject(), saying.operation(), saying.message());
    }
}
