package io.mooring.backup.run;

import io.mooring.backup.BackupProblem;
import io.mooring.platform.web.problem.ProblemException;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Ends a run because a person wishes so: at once while it waits, soon while it runs. */
@Component
final class CancelRun {

    private final BackupRuns runs;
    private final RecordRuns record;
    private final RunningBackups runningBackups;
    private final InstantSource clock;

    CancelRun(BackupRuns runs, RecordRuns record, RunningBackups runningBackups, InstantSource clock) {
        this.runs = runs;
        this.record = record;
        this.runningBackups = runningBackups;
        this.clock = clock;
    }

    /** The run with the wish noted; problem {@code unknown-run} or {@code run-already-finished}. */
    Mono<BackupRun> cancel(String id, String by) {
        return runs.find(id)
                .switchIfEmpty(Mono.error(() -> RunsApi.unknown(id)))
                .flatMap(run -> switch (run.state()) {
                    case QUEUED ->
                        // It may start at this moment: then the wish goes to its owner.
                        record.cancelled(run, by).onErrorResume(LeaseLost.class, started -> stop(id, by));
                    case RUNNING -> stop(id, by);
                    case COMPLETED, PARTIAL, FAILED, CANCELLED -> Mono.error(() -> finished(run.state()));
                });
    }

    private Mono<BackupRun> stop(String id, String by) {
        return runs.requestCancel(id, new Cancellation(by, clock.instant()))
                .doOnNext(noted -> runningBackups.find(id).ifPresent(backup -> backup.stop(StopReason.CANCELLED)))
                .map(runningBackups::live)
                .switchIfEmpty(runs.find(id).flatMap(over -> Mono.error(() -> finished(over.state()))));
    }

    private static ProblemException finished(RunState state) {
        return new ProblemException(
                BackupProblem.RUN_ALREADY_FINISHED, "The run is " + state.word() + "; there is nothing to cancel.");
    }
}
