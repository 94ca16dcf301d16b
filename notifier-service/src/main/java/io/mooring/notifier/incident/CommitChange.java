package io.mooring.notifier.incident;

import io.mooring.notifier.incident.Call.Whom;
import io.mooring.notifier.incident.SayWhereTold.Saying;
import io.mooring.notifier.message.Message;
import io.mooring.notifier.message.Operation;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import java.util.List;
import java.util.Map;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Writes all that a change does, in the caller's transaction: the row, its clocks, the timeline, what is said, events. */
final class CommitChange {

    private final Incidents incidents;
    private final Timeline timeline;
    private final SayWhereTold say;
    private final Outbox outbox;
    private final IncidentMessages messages;
    private final IncidentSettings settings;
    private final Places places;
    private final WhoHasIt whoHasIt;
    private final IncidentMeters meters;

    CommitChange(
            Incidents incidents,
            Timeline timeline,
            SayWhereTold say,
            Outbox outbox,
            IncidentMessages messages,
            IncidentSettings settings,
            Places places,
            WhoHasIt whoHasIt,
            IncidentMeters meters) {
        this.incidents = incidents;
        this.timeline = timeline;
        this.say = say;
        this.outbox = outbox;
        this.messages = messages;
        this.settings = settings;
        this.places = places;
        this.whoHasIt = whoHasIt;
        this.meters = meters;
    }

    /** @return the incident as it is stored */
    Mono<Incident> commit(Change change) {
        if (change.isNone()) {
            return Mono.just(change.after());
        }
        change.edit(next -> next.told = places.told(change));
        Mono<Incident> stored = change.before() == null
                ? incidents.add(change.after()).thenReturn(change.after())
                : Mono.defer(() -> incidents.save(change.after()));
        return stored.flatMap(incident -> Flux.fromIterable(change.tellings())
                .concatMap(telling -> say(change, telling, incident.version()))
                .then(Mono.defer(() -> timeline.append(incident.id(), change.entries())))
                .then(Mono.defer(() -> publish(IncidentEvents.of(change))))
                .doOnSuccess(done -> meters.changed(change))
                .thenReturn(incident));
    }

    private Mono<Void> publish(List<OutgoingEvent> events) {
        return events.isEmpty() ? Mono.empty() : outbox.append(events.toArray(OutgoingEvent[]::new));
    }

    private Mono<Void> say(Change change, Telling telling, long version) {
        Incident incident = change.after();
        Message message = messages.of(incident, telling.remark());
        return switch (telling) {
            case Telling.Channels channels -> toChannels(change, channels, message, version);
            case Telling.Called called ->
                say.to(
                        called.destinations(),
                        new Saying(Whom.PERSON, called.person(), called.operation(), message, called.anew()),
                        change,
                        version);
            case Telling.InPlace standIn -> say.inPlace(standIn.call(), messages.inPlace(incident, standIn), change);
            case Telling.Customers customers ->
                say.to(
                        settings.customerNotice().destinations(),
                        new Saying(
                                Whom.CUSTOMERS,
                                customers.operation(),
                                messages.toCustomers(customers.title(), customers.remark())),
                        change,
                        version);
        };
    }

    private Mono<Void> toChannels(Change change, Telling.Channels channels, Message message, long version) {
        Incident incident = change.after();
        Operation operation = channels.operation();
        boolean goesOn = incident.state().isGoingOn() || change.resolves();
        List<String> now = goesOn ? places.of(incident) : places.afterwards(incident);
        if (now.isEmpty() && (operation == Operation.OPEN || operation == Operation.CALL)) {
            String words = "No channel is told: settings name none for " + incident.priority()
                    + " in notifier.incidents.destinations" + (goesOn ? "" : " that phones nobody");
            change.note(What.NOT_TOLD, null, words);
        }
        if (channels.reminds() && !whoHasIt.canBeTold(now)) {
            return remind(change, now, channels.remark(), version);
        }
        if (!goesOn) {
            Message news = messages.afterwards(incident, operation, channels.remark());
            return say.to(now, new Saying(Whom.AFTERWARDS, operation, news), change, version);
        }
        Operation quietly = operation == Operation.CLOSE ? Operation.CLOSE : Operation.UPDATE;
        return say.to(now, new Saying(Whom.CHANNEL, null, operation, message, channels.anew()), change, version)
                .then(Mono.defer(() ->
                        say.to(places.former(change), new Saying(Whom.CHANNEL, quietly, message), change, version)));
    }

    /** In place of channels that would only make dead letters. */
    private Mono<Void> remind(Change change, List<String> channels, String remark, long version) {
        Map<String, List<String>> whom = whoHasIt.of(change.after());
        String why = channels.isEmpty()
                ? "" // Said already.
                : String.join(", ", channels) + " cannot be told '" + remark + "': not configured";
        String instead = whom.isEmpty()
                ? "nobody who has it in hand is known to settings, with a destination that phones nobody"
                : "whoever has it in hand is told";
        change.note(What.NOT_TOLD, null, why.isEmpty() ? capital(instead) : why + "; " + instead);
        Message news = messages.reminder(change.after(), remark);
        return Flux.fromIterable(whom.entrySet())
                .concatMap(one -> say.to(
                        one.getValue(),
                        new Saying(Whom.REMINDED, one.getKey(), Operation.CALL, news, false),
                        change,
                        version))
                .then();
    }

    private static String capital(String words) {
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
