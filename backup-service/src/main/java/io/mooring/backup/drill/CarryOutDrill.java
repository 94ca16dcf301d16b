package io.mooring.backup.drill;

import io.mooring.backup.drill.DoStep.Result;
import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.job.StopReason;
import io.mooring.backup.verify.VerificationKind;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Goes through a drill's steps in their order. Each step's outcome is committed before the next begins, so whoever takes over goes on
 * where the dead one was. Where a person is to act, the job ends; it is queued again when the person has.
 */
@Component
final class CarryOutDrill implements JobHandler {

    static final String KIND = "drill";

    private final Drills drills;
    private final RecordDrills record;
    private final DoStep doStep;
    private final TryStep tryStep;
    private final AwaitVerification verification;
    private final Components components;
    private final InstantSource clock;

    CarryOutDrill(
            Drills drills,
            RecordDrills record,
            DoStep doStep,
            TryStep tryStep,
            AwaitVerification verification,
            Components components,
            InstantSource clock) {
        this.drills = drills;
        this.record = record;
        this.doStep = doStep;
        this.tryStep = tryStep;
        this.verification = verification;
        this.components = components;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrent() {
        return 1;
    }

    @Override
    public void carryOut(Job job, JobControl control) throws InterruptedException {
        Drill found = control.record(drills.find(job.id()));
        if (found == null || found.state().isOver() || found.state() == DrillState.AWAITING_PERSON) {
            control.finish(Mono.empty());
            return;
        }
        Drill now = moved(control, found, found.started(clock.instant()));
        try {
            for (Optional<DrillStep> next = now.next(); next.isPresent(); next = now.next()) {
                DrillStep step = next.get();
                if (waitsForPerson(now, step)) {
                    Drill waiting = now.step(step.waiting(step.step().what(), clock.instant()))
                            .waitsForPerson();
                    control.finish(record.moved(now, waiting));
                    return;
                }
                now = moved(control, now, now.step(step.begun(clock.instant())));
                now = carryOut(control, now, step.begun(clock.instant()));
            }
            control.finish(record.ended(now, now.ended(measured(now), clock.instant())));
        } catch (InterruptedException stopped) {
            if (control.stopReason().orElse(StopReason.SHUTDOWN) != StopReason.CANCELLED) {
                throw stopped;
            }
            Drill running = now;
            String by = control.cancelledBy().orElse("somebody");
            control.finish(Mono.defer(() -> drills.find(job.id()))
                    .defaultIfEmpty(running)
                    .flatMap(latest -> record.ended(latest, latest.cancelled(by, clock.instant()))));
        }
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        control.finish(Mono.defer(() -> drills.find(job.id()))
                .filter(now -> !now.state().isOver())
                .flatMap(now -> {
                    Instant at = clock.instant();
                    Drill running = now.state() == DrillState.RUNNING ? now : now.started(at);
                    Drill broke = running.next()
                            .map(step -> running.step(
                                    step.ended(StepOutcome.UNKNOWN, "The drill itself broke: " + cause, null, at)))
                            .orElse(running);
                    return record.ended(
                            now, broke.ended(components.measured(broke, null, null, "The drill broke."), at));
                }));
    }

    /** Only the real thing waits for persons. */
    private static boolean waitsForPerson(Drill drill, DrillStep step) {
        return drill.request().mode() == DrillMode.EXECUTE
                && (!step.step().action().isAutomatic() || step.step().dangerous());
    }

    private Drill carryOut(JobControl control, Drill now, DrillStep step) throws InterruptedException {
        Chosen chosen = Objects.requireNonNull(now.chosen());
        Instant begun = clock.instant();
        long nanos = System.nanoTime();
        Result result =
                switch (now.request().mode()) {
                    case DRY_RUN -> tryStep.look(now, step.step(), chosen);
                    case TEST, EXECUTE -> act(control, now, step, chosen);
                };
        Drill latest = now.found(result.chosen());
        Instant ended = atLeast(begun.plusNanos(System.nanoTime() - nanos));
        return moved(control, now, latest.step(step.ended(result.outcome(), result.words(), null, ended)));
    }

    /** Now, but not sooner: a clock that goes back in the middle makes no step shorter. */
    private Instant atLeast(Instant earliest) {
        Instant now = clock.instant();
        return now.isBefore(earliest) ? earliest : now;
    }

    private Result act(JobControl control, Drill now, DrillStep step, Chosen chosen) throws InterruptedException {
        return switch (step.step().action()) {
            case CHOOSE_BACKUP -> doStep.chooseBackup(now, chosen);
            case CHECK_LOCATIONS -> doStep.checkLocations(now, chosen);
            case READ_AGAIN -> verify(control, now, chosen, VerificationKind.CHECKSUMS);
            case RESTORE_TEST -> verify(control, now, chosen, VerificationKind.RESTORE_TEST);
            case MEASURE -> new Result(StepOutcome.DONE, words(now), chosen);
            case PERSON ->
                new Result(
                        StepOutcome.SKIPPED,
                        "A test does not do this: " + step.step().who() + " would. "
                                + step.step().what(),
                        chosen);
        };
    }

    private Result verify(JobControl control, Drill now, Chosen chosen, VerificationKind kind)
            throws InterruptedException {
        return verification.await(
                now,
                chosen,
                kind,
                control,
                queued -> Objects.requireNonNull(control.record(queued.flatMap(
                        with -> record.moved(now, now.found(with)).thenReturn(with)))));
    }

    private String words(Drill now) {
        return measured(now).stream()
                .filter(recovery -> recovery.component().equals(now.request().component()))
                .map(recovery -> recovery.component() + ": " + recovery.met().reason())
                .findFirst()
                .orElse("Nothing was measured.");
    }

    private java.util.List<Recovery> measured(Drill now) {
        if (now.request().mode() == DrillMode.DRY_RUN) {
            return components.measured(now, null, null, "A dry run measures nothing.");
        }
        return components.measured(now, Measure.rto(now), Measure.rpo(now), Measure.without(now));
    }

    private static Drill moved(JobControl control, RecordDrills record, Drill before, Drill after) {
        return Objects.requireNonNull(control.record(record.moved(before, after)));
    }

    private Drill moved(JobControl control, Drill before, Drill after) {
        return moved(control, record, before, after);
    }
}
