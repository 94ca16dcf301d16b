package io.mooring.notifier.mute;

/**
 * How far a silence is; nothing is ever deleted.
 *
 * <pre>
 * PENDING ──► ACTIVE ──► EXPIRED     (by the clock, or by a person at any time)
 * </pre>
 */
enum SilenceState {
    PENDING,
    ACTIVE,
    EXPIRED
}
