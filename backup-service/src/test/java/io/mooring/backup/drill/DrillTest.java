package io.mooring.backup.drill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.mooring.backup.verify.Verdict;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DrillTest {

    @ParameterizedTest
    @EnumSource(Scenario.class)
    void everyScenarioChoosesRestoresMeasuresInThisOrder(Scenario scenario) {
        List<Action> actions =
                scenario.steps().stream().map(ScenarioStep::action).toList();

        assertThat(actions)
                .containsSubsequence(Action.CHOOSE_BACKUP, Action.CHECK_LOCATIONS, Action.RESTORE_TEST, Action.MEASURE);
        assertThat(new HashSet<>(scenario.steps().stream().map(ScenarioStep::id).toList()))
                .as("ids are unique")
                .hasSameSizeAs(scenario.steps());
        assertThat(scenario.steps()).allSatisfy(step -> assertThat(step.what()).endsWith("."));
        assertThat(scenario.steps())
                .filteredOn(step -> step.id().equals("restore"))
                .allMatch(ScenarioStep::dangerous)
                .hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(DrillState.class)
    void leadsSomewhereExactlyUntilItIsOver(DrillState state) {
        assertThat(state.isOver()).isEqualTo(state.next().isEmpty());
    }

    @Test
    void onlyTheRealThingWaitsForApproval() {
        assertThat(Rehearsed.asked(Scenario.SECURITY_BREACH, DrillMode.EXECUTE, "p")
                        .state())
                .isEqualTo(DrillState.AWAITING_APPROVAL);
        assertThat(Rehearsed.asked(Scenario.SECURITY_BREACH, DrillMode.TEST, "p")
                        .state())
                .isEqualTo(DrillState.QUEUED);
        assertThatIllegalStateException()
                .isThrownBy(() -> Rehearsed.asked(Scenario.SECURITY_BREACH, DrillMode.EXECUTE, "p")
                        .started(Rehearsed.NOW));
    }

    @Test
    void succeedsWithinTheObjectivesThoughOtherComponentsStayUnknown() {
        Drill over = Rehearsed.ended(Rehearsed.running(DrillMode.TEST));

        assertThat(over.state()).as(over.failure()).isEqualTo(DrillState.SUCCEEDED);
        assertThat(over.components())
                .extracting(component -> component.met().verdict())
                .containsExactly(Verdict.PASSED, Verdict.UNKNOWN);
        assertThat(Measure.rto(over)).as("restore, choosing, locations").isEqualTo(Duration.ofSeconds(62));
        assertThat(Measure.rpo(over)).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void measuresTheRecoveryPointByReceivedWalWhereItWasReplayed() {
        Drill done = Rehearsed.done(Rehearsed.running(DrillMode.TEST));

        Drill cluster = done.found(done.chosen().restored(60_000L, 1_500L));

        assertThat(Measure.rpo(cluster)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void whatAClockThatWentBackMeasuredIsUnknownAndNotNothing() {
        Drill done = Rehearsed.done(Rehearsed.running(DrillMode.TEST));
        DrillStep choosing = done.step("choose-backup").orElseThrow();
        Drill shortened = done.step(
                choosing.ended(StepOutcome.DONE, "by a clock that went back", null, Rehearsed.NOW.minusSeconds(3600)));
        Drill newer = done.found(done.chosen().backup("run-1", Rehearsed.NOW.plus(Duration.ofDays(2))));

        assertThat(Measure.rto(shortened)).isNull();
        assertThat(Measure.without(shortened)).contains("clock of this host went back");
        assertThat(Measure.rpo(newer)).isNull();
        assertThat(Measure.without(newer)).contains("newer than the beginning");
        for (Drill drill : List.of(shortened, newer)) {
            assertThat(drill.ended(Rehearsed.measured(drill), Rehearsed.NOW).state())
                    .isEqualTo(DrillState.INCONCLUSIVE);
        }
    }

    @Test
    void failsWhenAnObjectiveIsMissed() {
        Drill done = Rehearsed.done(Rehearsed.running(DrillMode.TEST));
        Drill slow = done.found(done.chosen().restored(Duration.ofMinutes(31).toMillis(), null));
        Drill stale = done.found(done.chosen().backup("run-1", Rehearsed.NOW.minus(Duration.ofMinutes(16))));

        for (Drill missed : List.of(slow, stale)) {
            Drill over = missed.ended(Rehearsed.measured(missed), Rehearsed.NOW);
            assertThat(over.state()).isEqualTo(DrillState.FAILED);
            assertThat(over.failure()).contains("objective for database was missed");
        }
    }

    @Test
    void aRestoreThatFailedMeasuresNothingAndIsNeverFine() {
        Drill done = Rehearsed.done(Rehearsed.running(DrillMode.TEST));
        DrillStep restore = done.step("restore-test").orElseThrow();
        Drill broken = done.step(restore.ended(StepOutcome.FAILED, "public.orders differs", null, Rehearsed.NOW));

        Drill over = broken.ended(Rehearsed.measured(broken), Rehearsed.NOW);

        assertThat(Measure.rto(broken)).isNull();
        assertThat(Measure.rpo(broken)).isNull();
        assertThat(over.state()).isEqualTo(DrillState.FAILED);
        assertThat(over.failure()).contains("public.orders differs");
        assertThat(Rehearsed.met(over).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    @Test
    void isInconclusiveWhenTheRestoreTestIsUnknown() {
        Drill done = Rehearsed.done(Rehearsed.running(DrillMode.TEST));
        DrillStep restore = done.step("restore-test").orElseThrow();
        Drill open = done.step(restore.ended(StepOutcome.UNKNOWN, "nobody did it", null, Rehearsed.NOW));

        assertThat(open.ended(Rehearsed.measured(open), Rehearsed.NOW).state()).isEqualTo(DrillState.INCONCLUSIVE);
    }

    @Test
    void goesOnAfterACrashWithTheFirstStepThatIsNotOver() {
        Drill running = Rehearsed.running(DrillMode.TEST);
        DrillStep first = running.steps().getFirst();
        Drill crashed = running.step(first.begun(Rehearsed.NOW).ended(StepOutcome.DONE, "done", null, Rehearsed.NOW));
        DrillStep second = crashed.steps().get(1);
        crashed = crashed.step(second.begun(Rehearsed.NOW.plusSeconds(5)));

        Drill again = crashed.started(Rehearsed.NOW.plusSeconds(60));

        assertThat(again.next().orElseThrow().step()).isEqualTo(second.step());
        assertThat(again.next().orElseThrow().startedAt()).isEqualTo(Rehearsed.NOW.plusSeconds(5));
        assertThat(again.startedAt()).isEqualTo(Rehearsed.NOW);
        assertThat(again.chosen().lostAt()).as("the disaster's moment stays").isEqualTo(Rehearsed.NOW);
    }
}
