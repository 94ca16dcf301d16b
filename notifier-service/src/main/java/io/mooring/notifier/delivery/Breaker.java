package io.mooring.notifier.delivery;

import java.time.Duration;

/**
 * When a destination that does not work is left alone for a while.
 *
 * @param failures in a row, after which it is paused
 * @param pause the first; doubles with every probe that fails
 * @param longest no pause is longer
 */
record Breaker(int failures, Duration pause, Duration longest) {}
