package io.mooring.notifier.message;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing to send.
 *
 * @param deliveryId travels with the message, so that a look-up can tell whether it arrived
 * @param conversationId the same for everything that is said about one thing at one destination: PagerDuty's dedup key, a mail's thread
 * @param reference the conversation's name at the provider, as the channel gave it for an earlier envelope; null before
 */
public record Envelope(
        UUID deliveryId,
        UUID conversationId,
        Destination destination,
        Operation operation,
        Message message,
        @Nullable String reference) {}
