package io.mooring.notifier.delivery;

import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.observability.Traceparent;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One message to one destination.
 *
 * @param destination the name in the settings
 * @param address as it was when the delivery was planned, for people to read
 * @param traceparent where the trace of the event goes on; null when it had none
 * @param attempts how many attempts were begun, look-ups and those a provider put off included
 * @param tries how many of them count against the channel's bound; a person's retry begins anew
 * @param dueAt when something is next to be done: the next attempt, or the end of the sender's lease
 * @param reference the message's name at the provider, once delivered
 */
record Delivery(
        UUID id,
        UUID conversation,
        String subject,
        String destination,
        String channel,
        String address,
        Operation operation,
        Message message,
        @Nullable Traceparent traceparent,
        DeliveryState state,
        int attempts,
        int tries,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant deliveredAt,
        @Nullable String reference) {}
