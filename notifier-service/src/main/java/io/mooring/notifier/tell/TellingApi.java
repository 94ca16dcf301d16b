package io.mooring.notifier.tell;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.mute.Mutes;
import io.mooring.notifier.tell.Gatherings.Told;
import io.mooring.notifier.tell.ReadReminders.Reminders;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who was told of an alert, and why, or why nobody was. */
@RestController
class TellingApi {

    private final Alerts alerts;
    private final Tellings tellings;
    private final Gatherings gatherings;
    private final DecideTelling decide;
    private final Mutes mutes;
    private final Places places;
    private final ReadReminders reminders;
    private final InstantSource clock;

    TellingApi(
            Alerts alerts,
            Tellings tellings,
            Gatherings gatherings,
            DecideTelling decide,
            Mutes mutes,
            Places places,
            ReadReminders reminders,
            InstantSource clock) {
        this.alerts = alerts;
        this.tellings = tellings;
        this.gatherings = gatherings;
        this.decide = decide;
        this.mutes = mutes;
        this.places = places;
        this.reminders = reminders;
        this.clock = clock;
    }

    /**
     * @param reminders how often it was told again there since something was new
     * @param remindAt when it is told again there, unless somebody acknowledges it; null when it is not as things stand
     */
    record ToldView(
            String destination,
            String channel,
            @Nullable UUID conversationId,
            Instant toldAt,
            String route,
            String why,
            @Nullable String standInFor,
            int reminders,
            @Nullable Instant remindAt) {}

    /**
     * @param why what was decided when it was raised; null when nothing was decided yet
     * @param decision what would be decided about it now
     */
    record TellingView(
            List<ToldView> told,
            DecisionView.@Nullable Held held,
            @Nullable String why,
            @Nullable Instant decidedAt,
            DecisionView decision) {}

    @GetMapping("/api/v1/alerts/{id}/telling")
    @PreAuthorize("hasRole('VIEWER')")
    Mono<TellingView> telling(@PathVariable UUID id) {
        return alerts.find(id)
                .switchIfEmpty(Mono.error(
                        () -> new ProblemException(NotifierProblem.UNKNOWN_ALERT, "There is no alert " + id)))
                .flatMap(this::telling);
    }

    private Mono<TellingView> telling(Alert alert) {
        Instant now = clock.instant();
        return mutes.of(List.of(alert), now).flatMap(muted -> telling(alert, muted.get(alert.id()), now));
    }

    private Mono<TellingView> telling(Alert alert, @Nullable Muted muted, Instant now) {
        DecisionView decision = DecisionView.of(decide.of(alert, muted, now), places);
        Mono<List<ToldView>> told = gatherings
                .told(List.of(alert.id()))
                .collectList()
                .flatMap(all -> reminders.of(alert, muted, all, now).flatMap(again -> Flux.fromIterable(all)
                        .concatMap(one -> view(one, again.get(one.gathering())))
                        .collectList()));
        return Mono.zip(told, tellings.of(alert.id()).singleOptional())
                .map(all -> view(all.getT1(), all.getT2(), decision));
    }

    private static TellingView view(List<ToldView> told, Optional<Tellings.Decided> decided, DecisionView decision) {
        return new TellingView(
                told,
                decided.map(Tellings.Decided::heldBy).map(DecisionView.Held::of).orElse(null),
                decided.map(Tellings.Decided::why).orElse(null),
                decided.map(Tellings.Decided::at).orElse(null),
                decision);
    }

    private Mono<ToldView> view(Told told, @Nullable Reminders again) {
        String channel =
                places.named(told.destination()).map(place -> place.channel()).orElse("");
        return gatherings
                .conversation(told.gathering())
                .singleOptional()
                .map(conversation -> new ToldView(
                        told.destination(),
                        channel,
                        conversation.orElse(null),
                        told.at(),
                        told.route(),
                        told.why(),
                        told.standInFor(),
                        again == null ? 0 : again.soFar(),
                        again == null ? null : again.next()));
    }
}
