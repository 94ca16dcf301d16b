package io.mooring.notifier.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One attempt as a person reads it.
 *
 * @param outcome null while the attempt runs, or when its sender stopped without saying
 */
record Attempt(int number, Instant at, @Nullable DeliveryState outcome, String detail) {}
