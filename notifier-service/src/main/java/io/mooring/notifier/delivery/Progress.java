package io.mooring.notifier.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How far people know of a conversation.
 *
 * @param opened whether the message that opens it was delivered
 * @param waiting how many deliveries are not settled
 * @param oldestWaitingAt when the oldest of those was planned
 * @param dead how many were given up
 * @param lastDeliveredAt when people were last told something
 */
public record Progress(
        UUID conversation,
        boolean opened,
        long waiting,
        @Nullable Instant oldestWaitingAt,
        long dead,
        @Nullable Instant lastDeliveredAt) {}
