package io.mooring.notifier.delivery;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.message.Message;
import io.mooring.platform.observability.Traceparent;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A delivery as the API shows it; attempts only where one delivery was asked for.
 *
 * @param nextAttemptAt not while its destination is paused
 * @param why it waits longer than its own attempts ask for, or a retry did not send it; null when nothing is to be said
 */
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
        @Nullable String why,
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

    /**
     * What is known of a delivery beside its row.
     *
     * @param standInFor the destination in whose place this one was told; null for none
     * @param pause of its destination; null when it is not paused
     * @param notSent why a person's retry did not send it; null when it did, or none was asked for
     */
    record Beside(
            @Nullable String standInFor,
            @Nullable Pause pause,
            @Nullable String notSent) {

        Beside(@Nullable String standInFor, @Nullable Pause pause) {
            this(standInFor, pause, null);
        }

        Beside notSent(@Nullable String why) {
            return new Beside(standInFor, pause, why);
        }
    }

    static DeliveryView of(Delivery delivery, @Nullable List<Attempt> attempts, Beside beside) {
        Message message = delivery.message();
        Traceparent trace = delivery.traceparent();
        boolean planned = delivery.state().waiting() && delivery.state() != DeliveryState.SENDING;
        Pause pause = planned ? heldUpBy(beside.pause(), delivery.dueAt()) : null;
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
                pause != null ? pause.until() : planned ? delivery.dueAt() : null,
                pause == null ? beside.notSent() : pause.destination() + " is paused: " + pause.why(),
                delivery.createdAt(),
                delivery.deliveredAt(),
                delivery.reference(),
                beside.standInFor(),
                message.correlationId(),
                trace == null ? null : trace.traceId());
    }

    /** A pause that ends before the delivery is due holds nothing up. */
    private static @Nullable Pause heldUpBy(@Nullable Pause pause, Instant due) {
        return pause == null || pause.until().isBefore(due) ? null : pause;
    }

    private static String name(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
