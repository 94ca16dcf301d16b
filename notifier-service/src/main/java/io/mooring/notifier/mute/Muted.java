package io.mooring.notifier.mute;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why an alert is not told.
 *
 * @param reference id of the silence, the inhibition's rule, the maintenance window, or the route's name
 * @param why in words, such as "Silenced by Ann until 17:00 UTC: disk is being replaced"
 * @param until when it ends by itself, as known now; null when that depends on something else
 */
public record Muted(
        Kind kind, String reference, String why, @Nullable Instant until) {

    /** What mutes. */
    public enum Kind {
        SILENCE,
        INHIBITION,
        MAINTENANCE,
        /** The hours of the only routes that would take it. */
        HOURS
    }
}
