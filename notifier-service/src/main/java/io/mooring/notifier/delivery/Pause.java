package io.mooring.notifier.delivery;

import java.time.Instant;

/**
 * A destination is left alone: it failed too often, or its provider asked to wait.
 *
 * @param until when it is tried again
 * @param why what its last attempt said
 */
record Pause(String destination, Instant until, String why) {}
