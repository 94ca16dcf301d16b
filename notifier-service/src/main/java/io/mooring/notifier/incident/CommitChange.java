package io.mooring.notifier.incident;

import io.mooring.notifier.conversation.Conversations;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes all that a change does, in the caller's transaction: the row, its clocks, the timeline, what is said, events. */
final class CommitChange {

    private static final Logger log = LoggerFactory.getLogger(CommitChange.class);

    private final Incidents incidents;
    private final Timeline timeline;
    private final Conversations conversations;
    private final Outbox outbox;
    private final IncidentMessages messages;
    private final IncidentSettings settings;
    private final IncidentMeters meters;

    CommitChange(
            Incidents incidents,
            Timeline timeline,
            Conversations conversations,
            Outbox outbox,
            IncidentMessages messages,
            IncidentSettings settings,
            IncidentMeters meters) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.conversations = conversations;
        this.outbox = outbox;
        this.messages = messages;
        this.settings = settings;
        this.meters = meters;
    }

    /** @return the incident as it is stored */
    Mono<Incident> commit(Change change) {
        if (change.isNone()) {
            return Mono.just(change.after());
        }
        Mono<Incident> stored = change.before() == null
                ? incidents.add(change.after()).thenReturn(change.after())
                : Mono.defer(() -> incidents.save(change.after()));
        return stored.flatMap(incident -> Flux.fromIterable(change.tellings())
                .concatMap(telling -> say(change, telling))
                .then(Mono.defer(() -> timeline.append(incident.id(), change.entries())))
                .then(Mono.defer(() -> publish(IncidentEvents.of(change))))
                .doOnSuccess(done -> meters.changed(change))
                .thenReturn(incident));
    }

    private Mono<Void> publish(List<OutgoingEvent> events) {
        return events.isEmpty() ? Mono.empty() : outbox.append(events.toArray(OutgoingEvent[]::new));
    }

    private Mono<Void> say(Change change, Telling telling) {
        Incident incident = change.after();
        String subject = "incident/" + incident.id();
        return switch (telling) {
            case Telling.Channels channels ->
                sayTo(
                        settings.destinations().getOrDefault(incident.priority(), List.of()),
                        incident.state().isGoingOn() || channels.operation() == Operation.CLOSE
                                ? subject
                                : subject + "/afterwards",
                        channels.operation(),
                        messages.of(incident, channels.remark()),
                        change);
            case Telling.Called called ->
                sayTo(
                        called.destinations(),
                        subject + "/" + called.person(),
                        called.operation(),
                        messages.of(incident, called.remark()),
                        change);
            case Telling.Customers customers ->
                sayTo(
                        settings.customerNotice().destinations(),
                        subject + "/customers",
                        customers.operation(),
                        messages.toCustomers(incident, customers.remark()),
                        change);
        };
    }

    private Mono<Void> sayTo(
            List<String> destinations, String subject, Operation operation, Message message, Change change) {
        return Flux.fromIterable(destinations)
                .concatMap(destination -> one(destination, subject, operation, message, change))
                .then();
    }

    /** A destination that settings no longer know must not stop the others from being told. */
    private Mono<Void> one(String destination, String subject, Operation operation, Message message, Change change) {
        return Mono.defer(() -> conversations.say(destination, subject, operation, message))
                .doOnNext(conversation -> {
                    if (operation == Operation.OPEN || operation == Operation.CALL) {
                        change.note(What.TOLD, null, told(destination, message), "conversation/" + conversation);
                    }
                })
                .onErrorResume(IllegalArgumentException.class, unknown -> {
                    log.error(
                            "Incident {}: {} cannot be told: {}",
                            change.after().number(),
                            destination,
                            unknown.getMessage());
                    change.note(
                            What.NOT_TOLD, null, destination + " cannot be told: settings know no such destination");
                    return Mono.empty();
                })
                .then();
    }

    private static String told(String destination, Message message) {
        return destination + " is told" + (message.remark().isEmpty() ? "" : ": " + message.remark());
    }
}
