package io.mooring.backup.plan;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.location.BackupLocations;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.run.QueueRun;
import io.mooring.backup.run.RunCopy;
import io.mooring.backup.run.RunRequest;
import io.mooring.backup.run.Trigger;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.schemas.UuidV7;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Queues a run of a plan, asked for by a person or by the schedule. */
@Component
final class StartBackup {

    private final BackupPlans plans;
    private final BackupLocations locations;
    private final QueueRun queue;

    StartBackup(BackupPlans plans, BackupLocations locations, QueueRun queue) {
        this.plans = plans;
        this.locations = locations;
        this.queue = queue;
    }

    /** The queued run; problems unknown-plan, plan-disabled, plan-already-running, queue-full. */
    Mono<BackupRun> byHand(String planId, String requestedBy) {
        return plans.find(planId)
                .switchIfEmpty(Mono.error(() -> unknown(planId)))
                .filter(BackupPlan::enabled)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.PLAN_DISABLED,
                        "The plan '" + planId + "' is disabled in the settings of backup-service.")))
                .flatMap(plan -> queue(plan, Trigger.MANUAL, requestedBy))
                .onErrorMap(
                        BackupRuns.PlanBusy.class,
                        busy -> new ProblemException(
                                BackupProblem.PLAN_ALREADY_RUNNING,
                                "A backup of the plan '" + planId
                                        + "' is queued or running. Wait for it or cancel it."))
                .onErrorMap(BackupRuns.QueueFull.class, full -> new ProblemException(
                                BackupProblem.QUEUE_FULL, full.getMessage() + ". Try again later.")
                        .withHeader("Retry-After", "60"));
    }

    /** The queued run; {@link BackupRuns.PlanBusy}, {@link BackupRuns.QueueFull}. */
    Mono<BackupRun> bySchedule(BackupPlan plan) {
        return queue(plan, Trigger.SCHEDULE, null);
    }

    /** To be called after the commit, so that the run starts at once. */
    void announce() {
        queue.announce();
    }

    private Mono<BackupRun> queue(BackupPlan plan, Trigger trigger, @Nullable String requestedBy) {
        return Mono.deferContextual(context -> {
            String correlationId = Correlation.current(context)
                    .orElseGet(() -> UuidV7.system().next().toString());
            RunRequest request = new RunRequest(
                    plan.id(),
                    plan.name(),
                    plan.source().kind(),
                    plan.source().name(),
                    trigger,
                    requestedBy,
                    plan.retention().age(),
                    correlationId,
                    Traceparent.current(context).orElse(null));
            return queue.add(request, copies(plan));
        });
    }

    private List<RunCopy> copies(BackupPlan plan) {
        return plan.locationIds().stream()
                .flatMap(id -> locations.find(id).stream())
                .map(location -> RunCopy.planned(location.id(), location.kind()))
                .toList();
    }

    static ProblemException unknown(String planId) {
        return new ProblemException(BackupProblem.UNKNOWN_PLAN, "There is no plan with the id '" + planId + "'.");
    }
}
