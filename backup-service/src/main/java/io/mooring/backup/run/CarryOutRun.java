package io.mooring.backup.run;

import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.pipeline.BackupFailure;
import io.mooring.backup.pipeline.BackupOutcome;
import io.mooring.backup.pipeline.TakeBackup;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Takes the backup of one started run and records how it ended. Blocking: called on a virtual thread. */
@Component
final class CarryOutRun {

    private static final Logger LOG = LoggerFactory.getLogger(CarryOutRun.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(15);

    private final TakeBackup pipeline;
    private final BackupJobs jobs;
    private final BackupRuns runs;
    private final RecordRuns record;
    private final RunningBackups runningBackups;
    private final RemoveRunFiles removeFiles;
    private final BackupStored stored;
    private final RunMeters meters;
    private final RunTrace trace;
    private final RunTiming timing;
    private final InstantSource clock;

    CarryOutRun(
            TakeBackup pipeline,
            BackupJobs jobs,
            BackupRuns runs,
            RecordRuns record,
            RunningBackups runningBackups,
            RemoveRunFiles removeFiles,
            BackupStored stored,
            RunMeters meters,
            RunTrace trace,
            RunTiming timing,
            InstantSource clock) {
        this.pipeline = pipeline;
        this.jobs = jobs;
        this.runs = runs;
        this.record = record;
        this.runningBackups = runningBackups;
        this.removeFiles = removeFiles;
        this.stored = stored;
        this.meters = meters;
        this.trace = trace;
        this.timing = timing;
        this.clock = clock;
    }

    /** @param started just claimed by this process */
    void carryOut(BackupRun started) throws InterruptedException {
        trace.during(BackupTelemetry.RUN, started, () -> takeAndRecord(started));
    }

    private void takeAndRecord(BackupRun started) throws InterruptedException {
        LOG.info("Run {} of plan {} begins", started.id(), started.request().planId());
        RunningBackup running = new RunningBackup(started, clock);
        runningBackups.add(running);
        try (KeepLease _ = KeepLease.start(running, runs, timing, clock)) {
            settle(running, work(running));
        } finally {
            runningBackups.remove(running);
        }
    }

    private Ending work(RunningBackup running) {
        try {
            return new Ending.Stored(running.take(pipeline, jobs.forRun(running.run())));
        } catch (InterruptedException stopped) {
            return stopped(running);
        } catch (BackupFailure failure) {
            // A pipeline that is being stopped may fail of it; the reason is the stop.
            return running.stopped().isPresent() ? stopped(running) : new Ending.Failed(RunFailure.of(failure));
        } catch (BackupJobs.JobUnavailable unusable) {
            return new Ending.Failed(RunFailure.planGone(String.valueOf(unusable.getMessage())));
        } catch (RuntimeException mistake) {
            if (running.stopped().isPresent()) {
                LOG.warn("Run {} broke as it was stopped", running.run().id(), mistake);
                return stopped(running);
            }
            LOG.error("Run {} broke", running.run().id(), mistake);
            return new Ending.Failed(RunFailure.internal(mistake));
        }
    }

    private static Ending stopped(RunningBackup running) {
        return switch (running.stopped().orElse(StopReason.SHUTDOWN)) {
            case CANCELLED -> new Ending.Cancelled();
            case SHUTDOWN -> new Ending.Failed(RunFailure.serviceShutDown());
            case LEASE_LOST -> new Ending.Failed(RunFailure.databaseLost());
        };
    }

    /** Until it is recorded, or another has decided: what the locations hold must not depend on a database's bad minute. */
    private void settle(RunningBackup running, Ending ending) throws InterruptedException {
        Duration pause = Duration.ofMillis(250);
        while (true) {
            try {
                BackupRun ended = Objects.requireNonNull(BlockingBridge.await(record(running, ending), PATIENCE));
                meters.ended(ended, running.faults());
                LOG.info("Run {} is {}", ended.id(), ended.state().word());
                if (ended.state().hasBackup()) {
                    stored.stored(ended.id());
                }
                return;
            } catch (LeaseLost lost) {
                giveUp(running, ending);
                return;
            } catch (RuntimeException unreachable) {
                LOG.warn(
                        "The end of run {} could not be recorded yet",
                        running.run().id(),
                        unreachable);
                Thread.sleep(pause);
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        }
    }

    private Mono<BackupRun> record(RunningBackup running, Ending ending) {
        Lease lease = Objects.requireNonNull(running.run().lease());
        return runs.find(running.run().id())
                .filter(now -> now.state() == RunState.RUNNING)
                .switchIfEmpty(Mono.error(() -> new LeaseLost(running.run().id())))
                .map(now -> now.heldBy(lease).reporting(running.report()))
                .flatMap(now -> switch (ending) {
                    case Ending.Stored(BackupOutcome outcome) ->
                        record.completed(now, outcome.manifest(), outcome.manifestBytes(), copies(now, outcome));
                    case Ending.Failed(RunFailure failure) -> record.failed(now, failure);
                    case Ending.Cancelled() -> {
                        Cancellation wish = now.cancellation();
                        yield record.cancelled(now, wish == null ? "somebody" : wish.by());
                    }
                });
    }

    private static List<RunCopy> copies(BackupRun run, BackupOutcome outcome) {
        return run.copies().stream()
                .map(copy -> outcome.copies().stream()
                        .filter(told -> told.locationId().equals(copy.locationId()))
                        .map(told -> RunningBackup.merged(copy.kind(), told))
                        .findFirst()
                        .orElseGet(() -> copy.failed("it was left out of the backup")))
                .toList();
    }

    /** Another has taken the run over. If it found no backup, ours must not stay as one that nobody knows of. */
    private void giveUp(RunningBackup running, Ending ending) throws InterruptedException {
        LOG.warn("Run {} was taken over by another process", running.run().id());
        if (!(ending instanceof Ending.Stored)) {
            return;
        }
        BackupRun decided = decided(running.run().id());
        if (decided != null && !decided.state().hasBackup()) {
            removeFiles.of(decided);
        }
    }

    private @Nullable BackupRun decided(String id) throws InterruptedException {
        while (true) {
            try {
                BackupRun now = BlockingBridge.await(runs.find(id), PATIENCE);
                if (now == null || now.state().isOver()) {
                    return now;
                }
            } catch (RuntimeException unreachable) {
                LOG.warn("Run {} cannot be read: {}", id, unreachable.getMessage());
            }
            Thread.sleep(timing.heartbeat());
        }
    }
}
