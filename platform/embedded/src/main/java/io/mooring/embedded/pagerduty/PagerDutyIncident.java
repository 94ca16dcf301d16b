package io.mooring.embedded.pagerduty;

import java.time.Instant;
import java.util.List;

/**
 * One incident.
 *
 * @param routingKey of the service that it belongs to; keys of events are one service's own
 * @param dedupKey the key of the events it is made of
 * @param title the summary of the event that began it
 * @param calls how often people were notified: when it began, and whenever nobody had it any more. An event that joins it
 *     notifies nobody
 * @param log an entry for each event and press of a button, oldest first
 */
public record PagerDutyIncident(
        String id,
        int number,
        String routingKey,
        String dedupKey,
        Status status,
        String title,
        String severity,
        Instant createdAt,
        int calls,
        List<String> log) {

    /** How an incident stands; what is resolved stays so unless a person reopens it. */
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
        boolean anew = status != Status.TRIGGERED && next == Status.TRIGGERED;
        return new PagerDutyIncident(
                id,
                number,
                routingKey,
                dedupKey,
                next,
                title,
                severity,
                createdAt,
                anew ? calls + 1 : calls,
                List.copyOf(more));
    }
}
