package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.clock.DurationWords;
import io.mooring.notifier.message.Destination;
import io.mooring.notifier.mute.Muted;
import io.mooring.notifier.tell.Decision.Choice;
import io.mooring.notifier.tell.Decision.Step;
import io.mooring.notifier.tell.Decision.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
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

    Optional<Route> route(String name) {
        return routes.stream().filter(route -> route.name().equals(name)).findFirst();
    }

    /** Names of the routes that are told what maintenance holds back from all others. */
    List<String> inMaintenance() {
        return routes.stream().filter(Route::inMaintenance).map(Route::name).toList();
    }

    Decision of(Alert alert, @Nullable Muted mutedBy, Instant now) {
        List<Step> steps = new ArrayList<>();
        Asked asked = ask(usual(), alert, now, steps);
        steps.add(
                mutedBy == null
                        ? new Step("silences, inhibition, maintenance", Verdict.PASSED, "nothing mutes it")
                        : mutes(mutedBy));
        Muted heldBy = mutedBy;
        if (!asked.taken() && !asked.closed().isEmpty()) {
            Closed first = Collections.min(asked.closed(), Comparator.comparing(Closed::opens));
            choose(first.route(), alert, first.route().reason(alert), asked.chosen(), steps);
            steps.add(mutes(first.holds()));
            heldBy = mutedBy == null ? first.holds() : mutedBy;
        }
        List<Choice> meanwhile = meanwhile(alert, mutedBy, now, steps);
        return new Decision(List.copyOf(asked.chosen().values()), meanwhile, heldBy, List.copyOf(steps));
    }

    private List<Route> usual() {
        return routes.stream().filter(route -> !route.inMaintenance()).toList();
    }

    private List<Choice> meanwhile(Alert alert, @Nullable Muted mutedBy, Instant now, List<Step> steps) {
        List<Route> meanwhile = routes.stream().filter(Route::inMaintenance).toList();
        if (mutedBy != null && mutedBy.kind() == Muted.Kind.MAINTENANCE) {
            return List.copyOf(ask(meanwhile, alert, now, steps).chosen().values());
        }
        meanwhile.forEach(route -> steps.add(
                new Step("route " + route.name(), Verdict.NOT_MATCHED, "it is for what maintenance mutes only")));
        return List.of();
    }

    /**
     * What came of asking routes in their order.
     *
     * @param taken whether one took it, were it to lead nowhere
     * @param closed those that would have taken it at other hours
     */
    private record Asked(Map<String, Choice> chosen, List<Closed> closed, boolean taken) {}

    private Asked ask(List<Route> asked, Alert alert, Instant now, List<Step> steps) {
        Map<String, Choice> chosen = new LinkedHashMap<>();
        List<Closed> closed = new ArrayList<>();
        boolean taken = false;
        for (Route route : asked) {
            Route.Verdict verdict = route.of(alert, now);
            steps.add(new Step(
                    "route " + route.name(), verdict.takes() ? Verdict.MATCHED : Verdict.NOT_MATCHED, verdict.why()));
            if (verdict.opens() != null) {
                closed.add(new Closed(route, verdict.why(), verdict.opens()));
            }
            if (verdict.takes()) {
                taken = true;
                choose(route, alert, verdict.why(), chosen, steps);
                if (!route.goesOn()) {
                    break;
                }
            }
        }
        return new Asked(chosen, closed, taken);
    }

    /** A route that would take an alert were it not for its hours. */
    private record Closed(Route route, String why, Instant opens) {

        Muted holds() {
            return new Muted(
                    Muted.Kind.HOURS, route.name(), "Route " + route.name() + " would take it, but " + why, opens);
        }
    }

    private static Step mutes(Muted by) {
        return new Step(by.kind().name().toLowerCase(Locale.ROOT), Verdict.MUTED, by.why());
    }

    private void choose(Route route, Alert alert, String why, Map<String, Choice> chosen, List<Step> steps) {
        if (route.to().isEmpty()) {
            steps.add(new Step("route " + route.name(), Verdict.SKIPPED, "it leads to no destination"));
        }
        if (route.remindAfter() != null && !route.to().isEmpty()) {
            String after = DurationWords.of(route.remindAfter());
            steps.add(new Step(
                    "route " + route.name(),
                    Verdict.PASSED,
                    "what nobody acknowledges is told again after " + after + ", then ever more seldom"));
        }
        boolean any = route.to().stream().anyMatch(this::canBeTold);
        for (String name : route.to()) {
            destination(name, any, steps).ifPresent(choice -> {
                String standsFor = choice.equals(name) ? null : name;
                String reason = "Route " + route.name() + " " + why;
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
