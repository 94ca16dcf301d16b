package io.mooring.notifier.incident;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.alert.HoldAlerts;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
    private final HoldAlerts hold;
    private final Supplier<UUID> ids;

    OpenByHand(
            HandleIncident handle,
            OpenIncident open,
            LinkAlerts link,
            LinkedAlerts links,
            Alerts alerts,
            HoldAlerts hold,
            Supplier<UUID> ids) {
        this.handle = handle;
        this.open = open;
        this.link = link;
        this.links = links;
        this.alerts = alerts;
        this.hold = hold;
        this.ids = ids;
    }

    /** Errors: {@code invalid-request} (400), {@code unknown-alert} (404). */
    Mono<Incident> open(Asked.Opening wish, String by) {
        Asked.together(() -> words(wish), () -> Asked.priority(wish.priority()), () -> distinct(wish.alerts()));
        Incident.Wording words = words(wish);
        Priority priority = Asked.priority(wish.priority());
        List<UUID> wanted = distinct(wish.alerts());
        return handle.open(held(wanted).map(given -> {
            Instant now = handle.now();
            return new HandleIncident.Opening(
                    number -> open.byPerson(ids.get(), number, words, given, priority, by, now),
                    incident -> Flux.fromIterable(given)
                            .concatMap(alert -> link(incident.id(), alert, now))
                            .then());
        }));
    }

    /**
     * An alert that people say belongs to an incident.
     *
     * @param open false: it was over before it came to belong to it
     */
    record Given(UUID id, String title, boolean open) {}

    /** Held until the transaction ends: one that ended unseen while it is linked would never be over for its incident. */
    private Mono<List<Given>> held(List<UUID> wanted) {
        return existing(wanted).flatMap(found -> hold.hold(found)
                .map(Alert::id)
                .collect(Collectors.toSet())
                .map(open -> found.stream()
                        .map(alert -> new Given(alert.id(), alert.words().title(), open.contains(alert.id())))
                        .toList()));
    }

    private static Incident.Wording words(Asked.Opening wish) {
        Asked.together(() -> title(wish), () -> summary(wish));
        return new Incident.Wording(title(wish), summary(wish));
    }

    private static String title(Asked.Opening wish) {
        return Asked.line("title", wish.title(), Incident.TITLE);
    }

    private static String summary(Asked.Opening wish) {
        String summary = wish.summary();
        return summary == null || summary.isBlank() ? "" : Asked.text("summary", summary, Incident.SUMMARY);
    }

    private static List<UUID> distinct(@Nullable List<@Nullable UUID> wanted) {
        List<UUID> all = wanted == null
                ? List.of()
                : wanted.stream().filter(Objects::nonNull).distinct().toList();
        if (all.size() > MOST || wanted != null && wanted.contains(null)) {
            throw Asked.invalid("alerts", "are at most " + MOST + " ids");
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
    private Mono<Boolean> link(UUID incident, Given alert, Instant now) {
        return links.link(incident, alert.id(), now)
                .delayUntil(fresh -> alert.open() ? Mono.empty() : links.over(alert.id(), now));
    }

    Mono<Incident> add(UUID incident, @Nullable String ifMatch, UUID alert, String by) {
        return handle.actHolding(
                incident,
                ifMatch,
                held(List.of(alert)).map(given -> (before, now) -> add(before, given.getFirst(), by, now)));
    }

    private Mono<Change> add(Incident before, Given alert, String by, Instant now) {
        if (!before.state().isGoingOn()) {
            throw ActOnIncident.over(before);
        }
        return link(before.id(), alert, now)
                .map(fresh -> fresh
                        ? link.joined(
                                before,
                                alert.id(),
                                alert.title(),
                                alert.open(),
                                before.priority(),
                                "added by " + by,
                                by,
                                now)
                        : Change.of(before, now));
    }

    private static ProblemException unknown(List<UUID> ids) {
        return new ProblemException(NotifierProblem.UNKNOWN_ALERT, "There is no alert " + ids.getFirst());
    }
}
