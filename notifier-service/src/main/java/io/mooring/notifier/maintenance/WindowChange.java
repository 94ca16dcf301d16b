package io.mooring.notifier.maintenance;

import java.time.Instant;

/**
 * What one event says.
 *
 * @param state what it shows the window to have reached at least
 * @param at when it happened
 * @param why reason or failure in words; empty for none
 */
public record WindowChange(String windowId, WindowState state, Window window, Instant at, String why) {}
