package io.mooring.notifier.tell;

import static io.mooring.notifier.alert.Samples.NOON;
import static io.mooring.notifier.alert.Samples.alert;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.mute.Muted;
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
                .contains("it takes critical, and this is warning", "it asks for team=web, and team is “db”");
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

    static Route route(String name, Set<Severity> severities, List<String> labels, List<String> to, boolean goesOn) {
        return new RouteSettings(name, severities, labels, null, to, goesOn, List.of("service")).route();
    }

    private static List<String> destinations(Decision decision) {
        return decision.to().stream().map(Decision.Choice::destination).toList();
    }
}
