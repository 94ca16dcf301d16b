package io.mooring.embedded.pagerduty;

import io.mooring.embedded.pagerduty.PagerDutyIncident.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What events make of incidents: a trigger without an open incident opens one, also after a resolve; an acknowledge or a
 * resolve without an open one is dropped.
 */
final class Incidents {

    private static final int KEPT = 10_000;

    private final List<PagerDutyIncident> all = new ArrayList<>();
    private int opened;

    /** The incident as it now is, when the event changed its status. */
    synchronized Optional<PagerDutyIncident> hear(Event event) {
        Optional<PagerDutyIncident> open = all.stream()
                .filter(incident -> incident.isOpen()
                        && incident.routingKey().equals(event.routingKey())
                        && incident.dedupKey().equals(event.dedupKey()))
                .findFirst();
        if (open.isEmpty()) {
            return event.action().equals("trigger") ? Optional.of(open(event)) : Optional.empty();
        }
        String entry = (event.action() + " " + event.summary() + event.details()).strip();
        return become(open.get().id(), next(event.action(), open.get().status()), entry);
    }

    private static Status next(String action, Status now) {
        return switch (action) {
            case "acknowledge" -> Status.ACKNOWLEDGED;
            case "resolve" -> Status.RESOLVED;
            default -> now;
        };
    }

    /** The same by a person; empty, too, when there is no such incident or it is resolved. */
    synchronized Optional<PagerDutyIncident> become(String id, Status next, String entry) {
        Optional<PagerDutyIncident> found = all.stream()
                .filter(incident -> incident.id().equals(id) && incident.isOpen())
                .findFirst();
        Status before = found.map(PagerDutyIncident::status).orElse(next);
        UnaryOperator<PagerDutyIncident> change = incident -> incident.with(next, entry);
        Optional<PagerDutyIncident> after = found.map(change);
        after.ifPresent(changed -> all.replaceAll(incident -> incident.id().equals(id) ? changed : incident));
        return after.filter(changed -> changed.status() != before);
    }

    /** Triggered again; empty when there is no such incident, or it is open. */
    synchronized Optional<PagerDutyIncident> reopen(String id, String entry) {
        Optional<PagerDutyIncident> after = all.stream()
                .filter(incident -> incident.id().equals(id) && !incident.isOpen())
                .findFirst()
                .map(incident -> incident.with(Status.TRIGGERED, entry));
        after.ifPresent(changed -> all.replaceAll(incident -> incident.id().equals(id) ? changed : incident));
        return after;
    }

    private PagerDutyIncident open(Event event) {
        opened++;
        PagerDutyIncident incident = new PagerDutyIncident(
                "Q%013X".formatted(opened),
                opened,
                event.routingKey(),
                event.dedupKey(),
                Status.TRIGGERED,
                event.summary(),
                event.severity(),
                Instant.now(),
                1,
                List.of(event.action() + " " + event.summary() + event.details()));
        all.add(incident);
        if (all.size() > KEPT) {
            all.removeFirst();
        }
        return incident;
    }

    synchronized List<PagerDutyIncident> all() {
        return List.copyOf(all);
    }
}
