package io.mooring.notifier.tell;

import io.mooring.notifier.NotifierProblem;
import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.alert.Alerts;
import io.mooring.notifier.mute.Mutes;
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
    private final InstantSource clock;

    TellingApi(
            Alerts alerts,
            Tellings tellings,
            Gatherings gatherings,
            DecideTelling decide,
            Mutes mutes,
            Places places,
            InstantSource clock) {
        this.alerts = alerts;
        this.tellings = tellings;
        this.gatherings = gatherings;
        this.decide = decide;
        this.mutes = mutes;
        this.places = places;
        this.clock = clock;
    }

    record ToldView(
            String destination,
            String channel,
            @Nullable UUID conversationId,
            Instant toldAt,
            String route,
            String why,
            @Nullable String standInFor) {}

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
        Mono<DecisionView> decision = mutes.of(List.of(alert), now)
                .map(muted -> DecisionView.of(decide.of(alert, muted.get(alert.id()), now), places));
        Mono<List<ToldView>> told = gatherings
                .told(List.of(alert.id()))
                .concatMap(one -> gatherings
                        .conversation(one.gathering())
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(conversation -> view(one, conversation.orElse(null))))
                .collectList();
        return Mono.zip(told, tellings.of(alert.id()).singleOptional(), decision)
                .map(all -> view(all.getT1(), all.getT2(), all.getT3()));
    }

    private static TellingView view(List<ToldView> told, Optional<Tellings.Decided> decided, DecisionView decision) {
        return new TellingView(
                told,
                decided.map(Tellings.Decided::heldBy).map(DecisionView.Held::of).orElse(null),
                decided.map(Tellings.Decided::why).orElse(null),
                decided.map(Tellings.Decided::at).orElse(null),
                decision);
    }

    private ToldView view(Gatherings.Told told, @Nullable UUID conversation) {
        String channel =
                places.named(told.destination()).map(place -> place.channel()).orElse("");
        return new ToldView(
                told.destination(), channel, conversation, told.at(), told.route(), told.why(), told.standInFor());
    }
}
