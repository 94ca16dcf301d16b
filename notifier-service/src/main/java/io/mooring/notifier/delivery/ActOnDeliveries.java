package io.mooring.notifier.delivery;

import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.TopicCatalogue;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What people do about deliveries and destinations, each with its entry in the audit trail. */
final class ActOnDeliveries {

    private static final String PLATFORM = "mooring";

    private final DeadLetters letters;
    private final PlanDeliveries planned;
    private final Outbox outbox;
    private final TransactionalOperator transactions;
    private final WakeSender sender;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    ActOnDeliveries(
            DeadLetters letters,
            PlanDeliveries planned,
            Outbox outbox,
            TransactionalOperator transactions,
            WakeSender sender,
            Supplier<UUID> ids,
            InstantSource clock) {
        this.letters = letters;
        this.planned = planned;
        this.outbox = outbox;
        this.transactions = transactions;
        this.sender = sender;
        this.ids = ids;
        this.clock = clock;
    }

    Mono<Retry> retry(UUID id, String by) {
        return letters.retry(id)
                .flatMap(retry -> retry == Retry.NOT_DEAD
                        ? Mono.just(retry)
                        : audited("retry", "delivery", id.toString(), by, retry))
                .as(this::committed);
    }

    /** @param which the destinations, for the audit trail */
    Mono<Retry.Counts> retryAll(Collection<String> destinations, String which, String by) {
        return letters.retryAll(destinations)
                .flatMap(retried -> audited("retry-all", "destination", which, by, retried))
                .as(this::committed);
    }

    Mono<Boolean> drop(UUID id, String by) {
        return letters.drop(id, by)
                .flatMap(done -> done ? audited("drop", "delivery", id.toString(), by, true) : Mono.just(false))
                .as(transactions::transactional);
    }

    /** @return the id of the delivery that tells who asked for it */
    Mono<UUID> test(Destination destination, String by) {
        Words words = Words.of(
                "Test message to " + destination.name(),
                by + " asked for it. Whoever reads this is reached; nothing is wrong.");
        UUID conversation = ids.get();
        Message message = Message.news(Severity.INFO, words, "", "");
        return planned.append(new Word(conversation, "test/" + conversation, destination, Operation.OPEN, message))
                .flatMap(delivery -> audited("test", "destination", destination.name(), by, delivery))
                .as(this::committed);
    }

    private <T> Mono<T> committed(Mono<T> act) {
        return transactions.transactional(act).doOnNext(_ -> sender.wake());
    }

    private <T> Mono<T> audited(String act, String kind, String object, String by, T then) {
        AuditRecorded entry = AuditRecorded.newBuilder()
                .setOrganisationId(PLATFORM)
                .setActorKind(ActorKind.USER)
                .setActor(by)
                .setAction("notifier-" + kind + "." + act)
                .setObjectKind("notifier-" + kind)
                .setObjectId(object)
                .setOutcome(Outcome.SUCCEEDED)
                .setReason("")
                .setService("notifier-service")
                .setChanges(List.of())
                .setOccurredAt(clock.instant())
                .build();
        return outbox.append(OutgoingEvent.of(TopicCatalogue.AUDIT, PLATFORM, entry))
                .then(Mono.just(then));
    }
}
