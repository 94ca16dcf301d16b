package io.mooring.notifier.incident;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How fast people respond to incidents and end them. What nobody has done yet does not count into a time; a time of which
 * there is none is unknown.
 *
 * @param mttaSeconds mean time from opening to the first response; null: unknown
 * @param mttrSeconds mean time from opening to resolution; null: unknown
 * @param medianAcknowledgeSeconds as the mean, and not moved by one bad night
 */
record Statistics(
        long opened,
        long resolved,
        @Nullable Long mttaSeconds,
        @Nullable Long mttrSeconds,
        @Nullable Long medianAcknowledgeSeconds,
        @Nullable Long medianResolveSeconds,
        Map<String, OfPriority> byPriority) {

    /**
     * Of one priority.
     *
     * @param responseMet how many were responded to in time
     * @param responseMissed how many were not, or too late
     */
    record OfPriority(
            long opened,
            long resolved,
            @Nullable Long mttaSeconds,
            @Nullable Long mttrSeconds,
            @Nullable Long medianAcknowledgeSeconds,
            @Nullable Long medianResolveSeconds,
            long responseMet,
            long responseMissed) {}
}
