package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** People open incidents, and say which alerts belong to them. */
final class OpenByHand {

    private static final int MOST = 100;

    private final HandleIncident handle;
    private final OpenIncident open;
    private final LinkAlerts link;
    private final LinkedAlerts links;
    private final Alerts alerts;
    private final Supplier<UUID> ids;

    OpenByHand(
            HandleIncident handle,
            OpenIncident open,
            LinkAlerts link,
            LinkedAlerts links,
            Alerts alerts,
            Supplier<UUID> ids) {
        this.handle = handle;
        this.open = open;
        this.link = link;
        this.links = links;
        this.alerts = alerts;
        this.ids = ids;
    }

    /** Errors: {@code invalid-request} (400), {@code unknown-alert} (404). */
    Mono<Incident> open(Asked.Opening wish, String by) {
        String title = Asked.line("title", wish.title(), Incident.TITLE);
        String summary = wish.summary() == null || wish.summary().isBlank()
                ? ""
                : Asked.text("summary", wish.summary(), Incident.SUMMARY);
        Incident.Wording words = new Incident.Wording(title, summary);
        Priority priority = Asked.priority(wish.priority());
        List<UUID> wanted = distinct(wish.alerts());
        Instant now = handle.now();
        return existing(wanted)
                .flatMap(found -> handle.open(
                        number -> open.byPerson(ids.get(), number, words, priority, by, now),
                        incident -> Flux.fromIterable(found)
                                .concatMap(alert -> link(incident, alert, now))
                                .then()));
    }

    private static List<UUID> distinct(@Nullable List<UUID> wanted) {
        List<UUID> all = wanted == null ? List.of() : wanted.stream().distinct().toList();
        if (all.size() > MOST) {
            throw Asked.invalid("alerts", "are at most " + MOST);
        }
        return all;
    }

    private Mono<List<Alert>> existing(List<UUID> wanted) {
        return wanted.isEmpty()
                ? Mono.just(List.of())
                : alerts.find(wanted).collectList().map(found -> {
                    if (found.size() < wanted.size()) {
                        throw unknown(wanted.stream()
                                .filter(id -> found.stream()
                                        .noneMatch(alert -> alert.id().equals(id)))
                                .toList());
                    }
                    return found;
                });
    }

    /** An alert that is over belongs to it all the same; it does not keep it from being over. */
    private Mono<Void> link(Incident incident, Alert alert, Instant now) {
        return links.link(incident.id(), alert.id(), now)
                .then(alert.isOpen() ? Mono.empty() : Mono.defer(() -> links.over(alert.id(), now)));
    }

    Mono<Incident> add(UUID incident, @Nullable String ifMatch, UUID alert, String by) {
        return alerts.find(alert)
                .switchIfEmpty(Mono.error(() -> unknown(List.of(alert))))
                .flatMap(found -> handle.actWithin(incident, ifMatch, (before, now) -> {
                    if (!before.state().isGoingOn()) {
                        throw ActOnIncident.over(before);
                    }
                    String title = found.words().title();
                    return links.link(incident, alert, now)
                            .map(fresh -> fresh
                                    ? link.joined(before, alert, title, before.priority(), "added by " + by, by, now)
                                    : Change.of(before, now))
                            .delayUntil(change -> found.isOpen() ? Mono.empty() : links.over(alert, now));
                }));
    }

    private static ProblemException unknown(List<UUID> ids) {
        return new ProblemException(NotifierProblem.UNKNOWN_ALERT, "There is no alert " + ids.getFirst());
    }
}
