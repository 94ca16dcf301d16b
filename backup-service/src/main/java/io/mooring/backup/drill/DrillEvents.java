package io.mooring.backup.drill;

import io.mooring.backup.verify.Verdict;
import io.mooring.events.backup.ComponentRecovery;
import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.common.Failure;
import io.mooring.events.common.Outcome;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.schemas.TopicCatalogue;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the world is told of drills. The only place of this package that knows the Avro classes. */
final class DrillEvents {

    private DrillEvents() {}

    /** Of one that came to an answer. */
    static OutgoingEvent completed(Drill over, @Nullable String runbook) {
        DrillRequest request = over.request();
        RecoveryDrillCompleted payload = RecoveryDrillCompleted.newBuilder()
                .setDrillId(over.id())
                .setPlanId(request.planId())
                .setScenario(scenario(request.scenario()))
                .setMode(mode(request.mode()))
                .setOutcome(outcome(over.state()))
                .setFailure(failure(over))
                .setComponents(
                        over.components().stream().map(DrillEvents::component).toList())
                .setStepsDone(over.stepsDone())
                .setStepsTotal(over.steps().size())
                .setStartedBy(request.startedBy())
                .setStartedAt(Objects.requireNonNullElse(over.startedAt(), over.queuedAt()))
                .setCompletedAt(Objects.requireNonNull(over.finishedAt()))
                .setRunbook(runbook)
                .build();
        return OutgoingEvent.of(TopicCatalogue.BACKUP_RUNS, request.planId(), payload);
    }

    private static @Nullable Failure failure(Drill over) {
        String words = over.failure();
        return over.state() != DrillState.FAILED || words == null
                ? null
                : Failure.newBuilder()
                        .setCode("drill-failed")
                        .setMessage(words)
                        .setRemedy("Mend what failed, then repeat the drill: the report has every step and its time.")
                        .build();
    }

    private static ComponentRecovery component(Recovery recovery) {
        return ComponentRecovery.newBuilder()
                .setComponent(recovery.component())
                .setObjectiveRtoMillis(recovery.objectiveRtoMillis())
                .setMeasuredRtoMillis(recovery.measuredRtoMillis())
                .setObjectiveRpoMillis(recovery.objectiveRpoMillis())
                .setMeasuredRpoMillis(recovery.measuredRpoMillis())
                .setMet(verdict(recovery.met().verdict()))
                .build();
    }

    private static Outcome outcome(DrillState state) {
        return switch (state) {
            case SUCCEEDED -> Outcome.SUCCEEDED;
            case FAILED -> Outcome.FAILED;
            case INCONCLUSIVE, AWAITING_APPROVAL, QUEUED, RUNNING, AWAITING_PERSON, REFUSED, CANCELLED ->
                Outcome.UNKNOWN;
        };
    }

    private static io.mooring.events.backup.DrillScenario scenario(Scenario scenario) {
        return switch (scenario) {
            case DATACENTER_OUTAGE -> io.mooring.events.backup.DrillScenario.DATACENTER_OUTAGE;
            case DATABASE_CORRUPTION -> io.mooring.events.backup.DrillScenario.DATABASE_CORRUPTION;
            case SECURITY_BREACH -> io.mooring.events.backup.DrillScenario.SECURITY_BREACH;
            case APPLICATION_FAILURE -> io.mooring.events.backup.DrillScenario.APPLICATION_FAILURE;
        };
    }

    private static io.mooring.events.backup.DrillMode mode(DrillMode mode) {
        return switch (mode) {
            case DRY_RUN -> io.mooring.events.backup.DrillMode.DRY_RUN;
            case TEST -> io.mooring.events.backup.DrillMode.TEST;
            case EXECUTE -> io.mooring.events.backup.DrillMode.EXECUTE;
        };
    }

    private static io.mooring.events.backup.Verdict verdict(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> io.mooring.events.backup.Verdict.PASSED;
            case FAILED -> io.mooring.events.backup.Verdict.FAILED;
            case SKIPPED -> io.mooring.events.backup.Verdict.SKIPPED;
            case UNKNOWN -> io.mooring.events.backup.Verdict.UNKNOWN;
        };
    }
}
