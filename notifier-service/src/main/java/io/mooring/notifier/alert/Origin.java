package io.mooring.notifier.alert;

import org.jspecify.annotations.Nullable;

/**
 * Where a report came from.
 *
 * @param eventId CloudEvents id of the event, or what an input gives its delivery; never blank
 * @param eventType the event's short name, such as {@code BackupFailed}, or the input's kind
 * @param source the service or the input that said it, such as {@code backup-service} or {@code input/prometheus}
 * @param correlationId what to search the logs for, or empty
 * @param traceparent where the trace goes on (W3C); null when there is none
 */
public record Origin(
        String eventId,
        String eventType,
        String source,
        String correlationId,
        @Nullable String traceparent) {

    public static Origin of(String eventId, String eventType, String source) {
        return new Origin(eventId, eventType, source, "", null);
    }
}
