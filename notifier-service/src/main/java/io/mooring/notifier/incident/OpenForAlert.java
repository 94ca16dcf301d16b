package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.mute.Mutes;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Opens an incident for an alert, or lets the alert join one: what belongs together, and what comes in a storm. */
final class OpenForAlert {

    private static final Logger log = LoggerFactory.getLogger(OpenForAlert.class);

    private final Incidents incidents;
    private final LinkedAlerts links;
    private final CommitChange commit;
    private final IncidentRules rules;
    private final OpenIncident open;
    private final LinkAlerts link;
    private final Supplier<@Nullable Mutes> mutes;
    private final Supplier<UUID> ids;

    OpenForAlert(
            Incidents incidents,
            LinkedAlerts links,
            CommitChange commit,
            IncidentRules rules,
            OpenIncident open,
            LinkAlerts link,
            Supplier<@Nullable Mutes> mutes,
            Supplier<UUID> ids) {
        this.incidents = incidents;
        this.links = links;
        this.commit = commit;
        this.rules = rules;
        this.open = open;
        this.link = link;
        this.mutes = mutes;
        this.ids = ids;
    }

    /** In a transaction that holds the opening. Nothing for an alert that is muted: it is looked at again later. */
    Mono<Void> open(Alert alert, Priority priority, Instant now) {
        return unmuted(List.of(alert), now)
                .switchIfEmpty(
                        Mono.fromRunnable(() -> log.debug("Alert {} is muted and opens no incident now", alert.id())))
                .concatMap(free -> joinable(free, now)
                        .flatMap(found -> join(found, free, priority, now).thenReturn(true))
                        .switchIfEmpty(
                                Mono.defer(() -> begin(free, priority, now).thenReturn(true))))
                .then();
    }

    /** Those of them that are not muted, in their order. */
    Flux<Alert> unmuted(List<Alert> alerts, Instant now) {
        Mutes known = mutes.get();
        return known == null || alerts.isEmpty()
                ? Flux.fromIterable(alerts)
                : known.of(alerts, now).flatMapIterable(muted -> alerts.stream()
                        .filter(alert -> !muted.containsKey(alert.id()))
                        .toList());
    }

    /** Which incident to join, and why. */
    private record Found(UUID incident, String why) {}

    private Mono<Found> joinable(Alert alert, Instant now) {
        String key = rules.joinKey(alert);
        Instant since = now.minus(rules.settings().joinWithin());
        return links.joinable(key, since)
                .map(incident -> new Found(incident, key))
                .switchIfEmpty(Mono.defer(() -> storm(since)));
    }

    private Mono<Found> storm(Instant since) {
        int most = rules.settings().most();
        return links.openedByAlerts(since)
                .filter(opened -> opened >= most)
                .flatMap(opened -> links.newestOpenedByAlert(since))
                .map(incident -> new Found(
                        incident, "alerts have opened " + most + " incidents lately, more would help nobody"));
    }

    private Mono<Void> join(Found found, Alert alert, Priority priority, Instant now) {
        return incidents
                .lock(found.incident())
                // It may have been resolved while its lock was waited for.
                .filter(incident -> incident.state().isGoingOn())
                .map(incident -> link.joined(
                        incident, alert.id(), alert.words().title(), true, priority, found.why(), null, now))
                .flatMap(commit::commit)
                .flatMap(_ -> links.link(found.incident(), alert.id(), now))
                .hasElement()
                .flatMap(joined -> joined ? Mono.empty() : begin(alert, priority, now));
    }

    private Mono<Void> begin(Alert alert, Priority priority, Instant now) {
        UUID id = ids.get();
        Incident.Wording words =
                new Incident.Wording(alert.words().title(), alert.words().text());
        OpenIncident.AlertSeen seen = new OpenIncident.AlertSeen(
                alert.id(), alert.key(), rules.joinKey(alert), alert.words().title(), Word.of(alert.severity()));
        return incidents
                .nextNumber()
                .flatMap(number -> commit.commit(open.byAlert(id, number, words, seen, priority, now)))
                .then(Mono.defer(() -> links.link(id, alert.id(), now)))
                .then();
    }
}
