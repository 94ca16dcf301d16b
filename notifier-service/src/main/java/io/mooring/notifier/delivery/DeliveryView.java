package io.mooring.notifier.delivery;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.message.Message;
import io.mooring.platform.observability.Traceparent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery as the API shows it; attempts only where one delivery was asked for. */
record DeliveryView(
        UUID id,
        UUID conversationId,
        String subject,
        String destination,
        String channel,
        String address,
        String operation,
        String severity,
        String status,
        String title,
        String text,
        List<Fact> facts,
        String remark,
        String state,
        int attemptCount,
        @Nullable List<AttemptView> attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable String reference,
        @Nullable String standInFor,
        String correlationId,
        @Nullable String traceId) {

    /** An attempt whose outcome is null runs now, or its sender stopped without a word. */
    record AttemptView(int number, Instant at, @Nullable String outcome, String detail) {

        static AttemptView of(Attempt attempt) {
            return new AttemptView(
                    attempt.number(),
                    attempt.at(),
                    attempt.outcome() == null ? null : name(attempt.outcome()),
                    attempt.detail());
        }
    }

    /** @param standInFor the destination in whose place this one was told; null for none */
    static DeliveryView of(Delivery delivery, @Nullable List<Attempt> attempts, @Nullable String standInFor) {
        Message message = delivery.message();
        Traceparent trace = delivery.traceparent();
        boolean planned = delivery.state().waiting() && delivery.state() != DeliveryState.SENDING;
        return new DeliveryView(
                delivery.id(),
                delivery.conversation(),
                delivery.subject(),
                delivery.destination(),
                delivery.channel(),
                delivery.address(),
                name(delivery.operation()),
                name(message.severity()),
                name(message.status()),
                message.words().title(),
                message.words().text(),
                message.words().facts(),
                message.remark(),
                name(delivery.state()),
                delivery.attempts(),
                attempts == null ? null : attempts.stream().map(AttemptView::of).toList(),
                planned ? delivery.dueAt() : null,
                delivery.createdAt(),
                delivery.deliveredAt(),
                delivery.reference(),
                standInFor,
                message.correlationId(),
                trace == null ? null : trace.traceId());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
