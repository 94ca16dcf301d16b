package io.mooring.notifier.delivery;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Words;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.message.Envelope;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.notifier.notice.Notice;
import io.mooring.platform.observability.Traceparent;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One notice to one destination.
 *
 * @param traceparent where the trace of the event goes on; null when it had none
 * @param attempts how many attempts were begun
 * @param ladderFrom where its age counts from: its creation, or a person's latest retry
 * @param dueAt when something is next to be done: the next attempt, or the end of the sender's lease
 * @param reference the message's name at the provider, once delivered
 */
record Delivery(
        UUID id,
        String channel,
        String destination,
        Notice notice,
        @Nullable Traceparent traceparent,
        DeliveryState state,
        int attempts,
        Instant createdAt,
        Instant ladderFrom,
        Instant dueAt,
        @Nullable Instant deliveredAt,
        @Nullable String reference) {

    static Delivery planned(
            UUID id, String channel, String destination, Notice notice, @Nullable Traceparent trace, Instant now) {
        return new Delivery(
                id, channel, destination, notice, trace, DeliveryState.PENDING, 0, now, now, now, null, null);
    }

    /** Every delivery is a conversation of its own. */
    Envelope envelope() {
        Destination where = new Destination(channel + "-ops", channel, destination, "", null);
        List<Fact> facts = notice.facts().stream()
                .map(fact -> new Fact(fact.name(), fact.value()))
                .toList();
        Message message = Message.news(
                notice.severity(), new Words(notice.title(), notice.text(), facts), "", notice.correlationId());
        return new Envelope(id, id, where, Operation.OPEN, message, reference);
    }

    /** The same delivery a step further; an {@link IllegalStateException} when its state does not allow the step. */
    Delivery become(DeliveryState next, int attemptsThen, Instant due, @Nullable Instant at, @Nullable String ref) {
        if (!state.mayBecome(next)) {
            throw new IllegalStateException("A delivery that is " + state + " cannot become " + next);
        }
        return new Delivery(
                id, channel, destination, notice, traceparent, next, attemptsThen, createdAt, ladderFrom, due, at, ref);
    }
}
