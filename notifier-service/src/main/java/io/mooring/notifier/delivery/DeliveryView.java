package io.mooring.notifier.delivery;

import io.mooring.notifier.notice.Notice;
import io.mooring.platform.observability.Traceparent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A delivery as the API shows it; attempts only where one delivery was asked for. */
record DeliveryView(
        UUID id,
        String eventId,
        String eventType,
        String channel,
        String destination,
        String severity,
        String title,
        String text,
        List<Notice.Fact> facts,
        String state,
        int attemptCount,
        @Nullable List<AttemptView> attempts,
        @Nullable Instant nextAttemptAt,
        Instant createdAt,
        @Nullable Instant deliveredAt,
        @Nullable String reference,
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

    static DeliveryView of(Delivery delivery) {
        return of(delivery, null);
    }

    static DeliveryView of(Delivery delivery, @Nullable List<Attempt> attempts) {
        Notice notice = delivery.notice();
        Traceparent trace = delivery.traceparent();
        return new DeliveryView(
                delivery.id(),
                notice.eventId(),
                notice.eventType(),
                delivery.channel(),
                delivery.destination(),
                name(notice.severity()),
                notice.title(),
                notice.text(),
                notice.facts(),
                name(delivery.state()),
                delivery.attempts(),
                attempts == null ? null : attempts.stream().map(AttemptView::of).toList(),
                delivery.state().settled() || delivery.state() == DeliveryState.SENDING ? null : delivery.dueAt(),
                delivery.createdAt(),
                delivery.deliveredAt(),
                delivery.reference(),
                notice.correlationId(),
                trace == null ? null : trace.traceId());
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
