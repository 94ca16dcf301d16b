package io.mooring.embedded.pagerduty;

import java.time.Instant;
import java.util.List;

/**
 * One incident.
 *
 * @param dedupKey the key of the events it is made of
 * @param title the summary of the event that began it
 * @param log one line for each event and press of a button, oldest first
 */
public record PagerDutyIncident(
        String id,
        int number,
        String dedupKey,
        Status status,
        String title,
        String severity,
        Instant createdAt,
        List<String> log) {

    /** How an incident stands; what is resolved stays so. */
    public enum Status {
        TRIGGERED,
        ACKNOWLEDGED,
        RESOLVED
    }

    boolean isOpen() {
        return status != Status.RESOLVED;
    }

    PagerDutyIncident with(Status next, String entry) {
        List<String> more = new java.util.ArrayList<>(log);
        more.add(entry);
        return new PagerDutyIncident(id, number, dedupKey, next, title, severity, createdAt, List.copyOf(more));
    }
}
