package io.mooring.notifier.incident;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.AlertChange;
import io.mooring.notifier.alert.AlertChange.What;
import io.mooring.notifier.alert.AlertFollower;
import io.mooring.notifier.alert.ChangeWords;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Lets alerts open incidents, join them, answer for people, and end. In the transaction that changes the alerts. */
@Order(0)
final class FollowAlerts implements AlertFollower {

    private static final Set<What> MATTERS =
            Set.of(What.RAISED, What.ESCALATED, What.ACKNOWLEDGED, What.UNACKNOWLEDGED, What.RESOLVED);

    private final Incidents incidents;
    private final LinkedAlerts links;
    private final CommitChange commit;
    private final IncidentRules rules;
    private final LinkAlerts link;
    private final HandBackIncident handBack;
    private final OpenForAlert open;

    FollowAlerts(
            Incidents incidents,
            LinkedAlerts links,
            CommitChange commit,
            IncidentRules rules,
            LinkAlerts link,
            HandBackIncident handBack,
            OpenForAlert open) {
        this.incidents = incidents;
        this.links = links;
        this.commit = commit;
        this.rules = rules;
        this.link = link;
        this.handBack = handBack;
        this.open = open;
    }

    @Override
    public Mono<Void> follow(List<AlertChange> changes) {
        List<AlertChange> matter = changes.stream()
                .filter(change -> MATTERS.contains(change.what()))
                .toList();
        if (matter.isEmpty()) {
            return Mono.empty();
        }
        List<UUID> ids =
                matter.stream().map(change -> change.after().id()).distinct().toList();
        return links.known(ids)
                .collectList()
                .flatMap(known -> !known.isEmpty() || matter.stream().anyMatch(this::opens)
                        ? links.holdOpening()
                                .thenMany(Flux.fromIterable(matter).concatMap(this::follow))
                                .then()
                        : Mono.empty());
    }

    private boolean opens(AlertChange change) {
        return (change.what() == What.RAISED || change.what() == What.ESCALATED)
                && rules.opens(change.after()).isPresent();
    }

    private Mono<Void> follow(AlertChange change) {
        Instant now = change.at().truncatedTo(ChronoUnit.MICROS);
        return switch (change.what()) {
            case RAISED, ESCALATED -> raised(change.after(), now);
            case ACKNOWLEDGED -> acknowledged(change.after(), now);
            case RESOLVED -> over(change.after(), now);
            case UNACKNOWLEDGED -> givenBack(change.after(), ChangeWords.by(change), now);
            case RELAPSED, UPDATED, NEWS -> Mono.empty();
        };
    }

    private Mono<Void> raised(Alert alert, Instant now) {
        return Mono.justOrEmpty(rules.opens(alert)).flatMap(priority -> links.goingOn(alert.id())
                .collectList()
                .flatMap(goingOn -> goingOn.isEmpty()
                        ? open.open(alert, priority, now)
                        : each(
                                goingOn,
                                incident -> Mono.just(
                                        link.graver(incident, alert.words().title(), priority, now)))));
    }

    private Mono<Void> acknowledged(Alert alert, Instant now) {
        Alert.Acknowledgement by = alert.acknowledgement();
        if (by == null) {
            return Mono.empty();
        }
        String title = alert.words().title();
        return ofAlert(alert, incident -> Mono.just(link.acknowledged(incident, alert.id(), title, by.by(), now)));
    }

    private Mono<Void> givenBack(Alert alert, @Nullable String by, Instant now) {
        String title = alert.words().title();
        return ofAlert(alert, incident -> Mono.just(handBack.unacknowledged(incident, alert.id(), title, by, now)));
    }

    private Mono<Void> over(Alert alert, Instant now) {
        String title = alert.words().title();
        return links.over(alert.id(), now).then(ofAlert(alert, incident -> links.left(incident.id())
                .map(left -> link.over(incident, alert.id(), title, left, now))));
    }

    private Mono<Void> ofAlert(Alert alert, Function<Incident, Mono<Change>> act) {
        return links.incidentsOf(alert.id()).collectList().flatMap(known -> each(known, act));
    }

    private Mono<Void> each(List<UUID> known, Function<Incident, Mono<Change>> act) {
        return Flux.fromIterable(known)
                .concatMap(incidents::lock)
                .filter(incident -> incident.state() != IncidentState.CLOSED)
                .concatMap(incident -> act.apply(incident).flatMap(commit::commit))
                .then();
    }
}
