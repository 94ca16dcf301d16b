package io.mooring.backup.drill;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.job.NewJob;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Asks for a drill, decides about it, and says what a person did: each time the row and the job in one transaction. */
@Component
class RequestDrill {

    private final Drills drills;
    private final Jobs jobs;
    private final Components components;
    private final RecordDrills record;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    RequestDrill(
            Drills drills,
            Jobs jobs,
            Components components,
            RecordDrills record,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.drills = drills;
        this.jobs = jobs;
        this.components = components;
        this.record = record;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** Queued, or waiting for approval when it is the real thing; problem unknown-plan; {@link Jobs.Busy}. */
    Mono<Drill> of(Scenario scenario, DrillMode mode, @Nullable String planId, String by, boolean scheduled) {
        return Mono.deferContextual(context -> {
            PlanSettings plan = components
                    .plan(planId)
                    .orElseThrow(() -> new ProblemException(
                            BackupProblem.UNKNOWN_PLAN,
                            planId == null
                                    ? "There is no enabled plan whose backups a drill could use."
                                    : "There is no plan with the id '" + planId + "'."));
            String name = plan.name();
            DrillRequest request = new DrillRequest(
                    scenario,
                    mode,
                    plan.id(),
                    name == null || name.isBlank() ? plan.id() : name,
                    Components.of(plan),
                    by,
                    scheduled,
                    Correlation.current(context)
                            .orElseGet(() -> UuidV7.system().next().toString()),
                    Traceparent.current(context).orElse(null));
            Drill asked = Drill.asked(UuidV7.system().next().toString(), request, clock.instant());
            return (asked.state() == DrillState.QUEUED ? jobs.add(job(asked)) : Mono.<Void>empty())
                    .then(Mono.defer(() -> drills.add(asked)))
                    .thenReturn(asked)
                    .as(transaction::transactional);
        });
    }

    /** Problem own-drill when it is the one who asked for it, drill-wrong-state when it does not wait for approval. */
    Mono<Drill> approve(Drill drill, String by) {
        requireAnother(drill, by);
        Drill queued = changed(drill, () -> drill.approved(by));
        return replace(drill, queued)
                .then(jobs.add(job(queued)))
                .thenReturn(queued)
                .as(transaction::transactional);
    }

    /** Like {@link #approve}. */
    Mono<Drill> refuse(Drill drill, String by) {
        requireAnother(drill, by);
        return replace(drill, changed(drill, () -> drill.refused(by, clock.instant())))
                .as(transaction::transactional);
    }

    /** A person did the step that the drill waits for, or could not, or left it out; the drill goes on. */
    Mono<Drill> person(Drill drill, String stepId, StepOutcome outcome, String words, String by) {
        Drill next = changed(drill, () -> {
            DrillStep waiting = drill.next()
                    .filter(step -> step.step().id().equals(stepId) && step.outcome() == StepOutcome.WAITING)
                    .orElseThrow(() -> new IllegalStateException("it does not wait for the step '" + stepId + "'"));
            return drill.step(waiting.ended(outcome, words, by, clock.instant()))
                    .goesOn();
        });
        return replace(drill, next).then(jobs.add(job(next))).thenReturn(next).as(transaction::transactional);
    }

    Mono<Drill> cancel(Drill drill, String by) {
        return jobs.withdraw(drill.id())
                .flatMap(waited -> waited || drill.state() != DrillState.RUNNING
                        ? replace(drill, changed(drill, () -> drill.cancelled(by, clock.instant())))
                        : jobs.requestCancel(drill.id(), by).thenReturn(drill))
                .as(transaction::transactional);
    }

    private Mono<Drill> replace(Drill before, Drill after) {
        return record.moved(before, after)
                .onErrorMap(
                        JobLost.class,
                        moved -> wrongState("It changed meanwhile: look at it again, then decide again."));
    }

    private static NewJob job(Drill drill) {
        DrillRequest request = drill.request();
        return new NewJob(
                drill.id(),
                CarryOutDrill.KIND,
                request.planId(),
                request.planId(),
                request.correlationId(),
                request.traceparent());
    }

    private static void requireAnother(Drill drill, String by) {
        if (drill.request().startedBy().equals(by)) {
            throw new ProblemException(
                    BackupProblem.OWN_DRILL, "You asked for this drill, so another person must approve or refuse it.");
        }
    }

    /** The state machine refuses what makes no sense; to a caller that is a conflict. */
    private static Drill changed(Drill drill, java.util.function.Supplier<Drill> change) {
        try {
            return change.get();
        } catch (IllegalStateException refused) {
            throw wrongState("The drill is " + drill.state().word() + ": " + refused.getMessage() + ".");
        }
    }

    private static ProblemException wrongState(String words) {
        return new ProblemException(BackupProblem.DRILL_WRONG_STATE, words);
    }
}
