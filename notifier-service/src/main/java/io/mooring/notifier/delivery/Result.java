package io.mooring.notifier.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt ended.
 *
 * @param next DELIVERED, FAILED, UNKNOWN or DEAD
 * @param dueAt when the next attempt or look-up is due; for a settled state, now
 * @param reference the message at the provider, when DELIVERED
 */
record Result(DeliveryState next, Instant dueAt, @Nullable String reference, String detail) {}
