package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.tell.Decision.Choice;
import io.mooring.notifier.tell.Decision.Step;
import io.mooring.notifier.tell.Decision.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who is told of an alert, and says why. Plain rules: the same question has the same answer. */
final class DecideTelling {

    private final List<Route> routes;
    private final Places places;

    DecideTelling(List<Route> routes, Places places) {
        this.routes = List.copyOf(routes);
        this.places = places;
    }

    List<Route> routes() {
        return routes;
    }

    Decision of(Alert alert, @Nullable Muted mutedBy, Instant now) {
        List<Step> steps = new ArrayList<>();
        Map<String, Choice> chosen = new LinkedHashMap<>();
        for (Route route : routes) {
            Route.Verdict verdict = route.of(alert, now);
            steps.add(new Step(
                    "route " + route.name(), verdict.takes() ? Verdict.MATCHED : Verdict.NOT_MATCHED, verdict.why()));
            if (verdict.takes()) {
                choose(route, alert, verdict.why(), chosen, steps);
                if (!route.goesOn()) {
                    break;
                }
            }
        }
        steps.add(
                mutedBy == null
                        ? new Step("silences, inhibition, maintenance", Verdict.PASSED, "nothing mutes it")
                        : new Step(mutedBy.kind().name().toLowerCase(Locale.ROOT), Verdict.MUTED, mutedBy.why()));
        return new Decision(List.copyOf(chosen.values()), mutedBy, List.copyOf(steps));
    }

    private void choose(Route route, Alert alert, String why, Map<String, Choice> chosen, List<Step> steps) {
        if (route.to().isEmpty()) {
            steps.add(new Step("route " + route.name(), Verdict.SKIPPED, "it leads to no destination"));
        }
        boolean any = route.to().stream().anyMatch(this::canBeTold);
        for (String name : route.to()) {
            destination(name, any, steps).ifPresent(choice -> {
                String standsFor = choice.equals(name) ? null : name;
                String reason = "route " + route.name() + " " + why;
                chosen.putIfAbsent(choice, new Choice(choice, route.name(), route.groupKey(alert), reason, standsFor));
            });
        }
    }

    private boolean canBeTold(String name) {
        return places.named(name).filter(places::isConfigured).isPresent();
    }

    /**
     * The destination itself, or its stand-in when it lacks its settings. When nobody else could be told it stays: the
     * dead letter says that nobody was told.
     */
    private Optional<String> destination(String name, boolean others, List<Step> steps) {
        if (canBeTold(name)) {
            steps.add(new Step("destination " + name, Verdict.PASSED, "it is ready"));
            return Optional.of(name);
        }
        String standIn = places.named(name).map(Destination::standIn).orElse(null);
        if (standIn != null && canBeTold(standIn)) {
            steps.add(new Step(
                    "destination " + name, Verdict.SKIPPED, "it lacks its settings; " + standIn + " stands in for it"));
            return Optional.of(standIn);
        }
        steps.add(new Step(
                "destination " + name,
                Verdict.SKIPPED,
                others
                        ? "it lacks its settings"
                        : "it lacks its settings, and so does every other: a dead letter is kept"));
        return others ? Optional.empty() : Optional.of(name);
    }
}
