package io.mooring.notifier.tell;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Muted;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DecideTellingTest {

    private final FakePlaces places = new FakePlaces("slack", "email", "pager");

    @Test
    void theFirstRouteThatTakesItDecidesUnlessItGoesOn() {
        DecideTelling decide = decide(
                route("shop", Set.of(), List.of("service=shop"), List.of("slack"), true),
                route("critical", Set.of(Severity.CRITICAL), List.of(), List.of("email"), false),
                route("rest", Set.of(), List.of(), List.of("pager"), false));
        assertThat(destinations(decide.of(alert("a", Severity.CRITICAL, Map.of("service", "shop")), null, NOON)))
                .containsExactly("slack", "email");
        assertThat(destinations(decide.of(alert("a", Severity.WARNING, Map.of()), null, NOON)))
                .containsExactly("pager");
    }

    @Test
    void everyRouteThatDoesNotTakeItSaysWhy() {
        DecideTelling decide = decide(
                route("critical", Set.of(Severity.CRITICAL), List.of(), List.of("email"), false),
                route("web", Set.of(), List.of("team=web"), List.of("slack"), false));
        Decision decision = decide.of(alert("a", Severity.WARNING, Map.of("team", "db")), null, NOON);
        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.NOBODY);
        assertThat(decision.inWords()).isEqualTo("Nobody is told: no route takes it.");
        assertThat(decision.steps())
                .extracting(Decision.Step::why)
                .contains("it takes critical alerts, and this is warning", "it asks for team=web, and team is “db”");
    }

    @Test
    void whatMutesHoldsItBackAndTheDestinationsAreStillKnown() {
        DecideTelling decide = decide(route("all", Set.of(), List.of(), List.of("slack"), false));
        Muted silence = new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", null);
        Decision decision = decide.of(alert("a", Severity.CRITICAL, Map.of()), silence, NOON);
        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.HELD);
        assertThat(decision.inWords())
                .contains("Silenced by Ann")
                .contains("Afterwards")
                .contains("slack");
    }

    @Test
    void whatOnlyHoursKeepEveryRouteFromTakingIsHeldBackUntilTheFirstOpens() {
        DecideTelling decide = decide(
                atHours("evening", "20:00", "slack"),
                atHours("afternoon", "14:00", "email"),
                atHours("night", "23:00", "pager"));
        Decision decision = decide.of(alert("a", Severity.WARNING, Map.of()), null, NOON);
        assertThat(decision.outcome()).isEqualTo(Decision.Outcome.HELD);
        assertThat(decision.heldBy().kind()).isEqualTo(Muted.Kind.HOURS);
        assertThat(decision.heldBy().reference()).isEqualTo("afternoon");
        assertThat(decision.heldBy().until()).isEqualTo("2026-03-02T14:00:00Z");
        assertThat(destinations(decision)).containsExactly("email");
        assertThat(decision.inWords())
                .isEqualTo(
                        "Nobody is told for now: Route afternoon would take it, but it is for every day 14:00–15:00 UTC only."
                                + " Afterwards, if it is still open: email.");
        Muted silence = new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", null);
        assertThat(decide.of(alert("a", Severity.WARNING, Map.of()), silence, NOON)
                        .heldBy())
                .isEqualTo(silence);
    }

    @Test
    void whereAnotherRouteTakesItHoursHoldNothingBack() {
        DecideTelling told = decide(
                atHours("afternoon", "14:00", "email"), route("all", Set.of(), List.of(), List.of("slack"), false));
        assertThat(destinations(told.of(alert("a", Severity.WARNING, Map.of()), null, NOON)))
                .containsExactly("slack");
        DecideTelling nowhere =
                decide(atHours("afternoon", "14:00", "email"), route("all", Set.of(), List.of(), List.of(), false));
        assertThat(nowhere.of(alert("a", Severity.WARNING, Map.of()), null, NOON)
                        .outcome())
                .isEqualTo(Decision.Outcome.NOBODY);
    }

    @Test
    void aRouteForMaintenanceTellsWhatMaintenanceMutesWhileItDoes() {
        DecideTelling decide = decide(
                inMaintenance("room", "email"), route("all", Set.of(), List.of(), List.of("slack", "pager"), false));
        Muted window = new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance of the database until 14:00 UTC", null);
        Decision muted = decide.of(alert("a", Severity.CRITICAL, Map.of()), window, NOON);
        assertThat(muted.outcome()).isEqualTo(Decision.Outcome.HELD);
        assertThat(muted.now()).extracting(Decision.Choice::destination).containsExactly("email");
        assertThat(destinations(muted)).containsExactly("slack", "pager");
        assertThat(muted.inWords())
                .isEqualTo("Only email is told for now: Maintenance of the database until 14:00 UTC."
                        + " Afterwards, if it is still open: slack, pager.");
        Muted silence = new Muted(Muted.Kind.SILENCE, "s-1", "Silenced by Ann", null);
        assertThat(decide.of(alert("a", Severity.CRITICAL, Map.of()), silence, NOON)
                        .now())
                .isEmpty();
        Decision usual = decide.of(alert("a", Severity.CRITICAL, Map.of()), null, NOON);
        assertThat(usual.now()).extracting(Decision.Choice::destination).containsExactly("slack", "pager");
        assertThat(usual.steps()).extracting(Decision.Step::why).contains("it is for what maintenance mutes only");
    }

    @Test
    void whereOnlyTheRouteForMaintenanceTakesItNobodyIsToldAfterwards() {
        DecideTelling decide = decide(inMaintenance("room", "email"));
        Muted window = new Muted(Muted.Kind.MAINTENANCE, "w-1", "Maintenance", null);
        Decision muted = decide.of(alert("a", Severity.CRITICAL, Map.of()), window, NOON);
        assertThat(muted.inWords())
                .isEqualTo("Only email is told for now: Maintenance. Afterwards, if it is still open: nobody.");
        assertThat(decide.of(alert("a", Severity.CRITICAL, Map.of()), null, NOON)
                        .outcome())
                .isEqualTo(Decision.Outcome.NOBODY);
    }

    @Test
    void aRouteForMaintenanceHasNoHours() {
        HoursSettings hour = new HoursSettings(Set.of(), "12:00", "13:00", ZoneId.of("UTC"));
        assertThatThrownBy(() -> new RouteSettings(
                        "room", Set.of(), List.of(), hour, List.of("email"), false, true, List.of("service"), null))
                .hasMessageContaining("room is in-maintenance and has hours");
    }

    private static Route inMaintenance(String name, String to) {
        return new RouteSettings(name, Set.of(), List.of(), null, List.of(to), false, true, List.of("service"), null)
                .route();
    }

    private static Route atHours(String name, String from, String to) {
        HoursSettings hour = new HoursSettings(
                Set.of(), from, LocalTime.parse(from).plusHours(1).toString(), ZoneId.of("UTC"));
        return new RouteSettings(name, Set.of(), List.of(), hour, List.of(to), false, false, List.of("service"), null)
                .route();
    }

    @Test
    void whenItIsToldAgainIsAmongTheReasons() {
        DecideTelling decide = decide(route("all", Set.of(), List.of(), List.of("slack"), false));
        assertThat(decide.of(alert("a", Severity.WARNING, Map.of()), null, NOON).steps())
                .extracting(Decision.Step::why)
                .contains("what nobody acknowledges is told again after 1 h, then ever more seldom");
    }

    @Test
    void aRouteWaitsAMinuteAtLeastUntilItTellsAgain() {
        assertThatThrownBy(() -> new RouteSettings(
                        "all",
                        Set.of(),
                        List.of(),
                        null,
                        List.of("slack"),
                        false,
                        false,
                        List.of("service"),
                        Duration.ofSeconds(59)))
                .hasMessageContaining("route all has remind-after PT59S: it is a minute (1m) or longer");
    }

    @Test
    void aStandInTakesThePlaceOfADestinationWithoutSettings() {
        places.unconfigured("pager", "slack");
        DecideTelling decide = decide(route("all", Set.of(), List.of(), List.of("pager", "slack"), false));
        Decision decision = decide.of(alert("a", Severity.EMERGENCY, Map.of()), null, NOON);
        assertThat(decision.to()).hasSize(1);
        assertThat(decision.to().getFirst().standInFor()).isEqualTo("pager");
        assertThat(decision.steps())
                .extracting(Decision.Step::why)
                .contains("it lacks its settings; slack stands in for it");
    }

    @Test
    void whereNobodyCanBeToldADeadLetterIsKept() {
        places.unconfigured("email", null);
        DecideTelling decide = decide(route("all", Set.of(), List.of(), List.of("email"), false));
        Decision decision = decide.of(alert("a", Severity.WARNING, Map.of()), null, NOON);
        assertThat(destinations(decision)).containsExactly("email");
        assertThat(decision.steps())
                .extracting(Decision.Step::why)
                .anyMatch(why -> why.contains("a dead letter is kept"));
    }

    @Test
    void aDestinationWithoutSettingsIsLeftOutWhereOthersAreTold() {
        places.unconfigured("email", null);
        DecideTelling decide = decide(route("all", Set.of(), List.of(), List.of("email", "slack"), false));
        assertThat(destinations(decide.of(alert("a", Severity.WARNING, Map.of()), null, NOON)))
                .containsExactly("slack");
    }

    private DecideTelling decide(Route... routes) {
        return new DecideTelling(List.of(routes), places);
    }

    private static final Duration REMIND = Duration.ofHours(1);

    /** What nobody acknowledges is told again after an hour. */
    static Route route(String name, Set<Severity> severities, List<String> labels, List<String> to, boolean goesOn) {
        return new RouteSettings(name, severities, labels, null, to, goesOn, false, List.of("service"), REMIND).route();
    }

    private static List<String> destinations(Decision decision) {
        return decision.to().stream().map(Decision.Choice::destination).toList();
    }
}
