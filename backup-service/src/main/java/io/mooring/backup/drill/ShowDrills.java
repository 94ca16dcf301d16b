package io.mooring.backup.drill;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.drill.Drills.DrillFilter;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Scenarios for people, and how recovery gets faster or slower from drill to drill. */
@Component
final class ShowDrills {

    private static final int TREND = 200;

    private final Drills drills;
    private final BackupSettings settings;

    ShowDrills(Drills drills, BackupSettings settings) {
        this.drills = drills;
        this.settings = settings;
    }

    /** A scenario; {@code lastDoneAt} null when it was never rehearsed in test or execute mode. */
    record ScenarioView(
            String scenario,
            String title,
            String what,
            List<StepView> steps,
            @Nullable Instant lastDoneAt) {}

    record StepView(
            String id,
            String name,
            String what,
            String who,
            boolean automatic,
            boolean dangerous,
            @Nullable String runbook) {

        static StepView of(ScenarioStep step, @Nullable URI runbook) {
            return new StepView(
                    step.id(),
                    step.name(),
                    step.what(),
                    step.who(),
                    step.action().isAutomatic(),
                    step.dangerous(),
                    runbook == null ? null : runbook + "#" + step.runbook());
        }
    }

    /** One component in one drill. */
    record Point(
            Instant at,
            String drillId,
            String scenario,
            String planId,
            String component,
            @Nullable Long measuredRtoMillis,
            long objectiveRtoMillis,
            @Nullable Long measuredRpoMillis,
            long objectiveRpoMillis,
            String met) {}

    Mono<List<ScenarioView>> scenarios() {
        return Flux.fromIterable(Arrays.asList(Scenario.values()))
                .concatMap(scenario -> drills.lastDone(scenario)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(last -> view(scenario, last.orElse(null))))
                .collectList();
    }

    private ScenarioView view(Scenario scenario, @Nullable Instant lastDoneAt) {
        return new ScenarioView(
                scenario.word(),
                scenario.title(),
                scenario.what(),
                scenario.steps().stream()
                        .map(step -> StepView.of(step, settings.drills().runbook()))
                        .toList(),
                lastDoneAt);
    }

    /** Only what was measured: a drill that measured nothing of a component is no point of its line. */
    Mono<List<Point>> trend(@Nullable Scenario scenario, @Nullable String component) {
        return drills.list(new DrillFilter(scenario, null, true, null, TREND))
                .collectList()
                .map(newestFirst -> {
                    Collections.reverse(newestFirst);
                    return newestFirst.stream()
                            .flatMap(ShowDrills::points)
                            .filter(point -> component == null || component.equals(point.component()))
                            .toList();
                });
    }

    private static Stream<Point> points(Drill drill) {
        return drill.components().stream()
                .filter(one -> one.measuredRtoMillis() != null || one.measuredRpoMillis() != null)
                .map(one -> new Point(
                        Objects.requireNonNull(drill.finishedAt()),
                        drill.id(),
                        drill.request().scenario().word(),
                        drill.request().planId(),
                        one.component(),
                        one.measuredRtoMillis(),
                        one.objectiveRtoMillis(),
                        one.measuredRpoMillis(),
                        one.objectiveRpoMillis(),
                        one.met().verdict().word()));
    }
}
