package io.mooring.backup.run;

import io.mooring.backup.location.LocationFault;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.pipeline.BackupFailure;
import io.mooring.backup.pipeline.BackupJob;
import io.mooring.backup.pipeline.BackupOutcome;
import io.mooring.backup.pipeline.CopyProgress;
import io.mooring.backup.pipeline.Phase;
import io.mooring.backup.pipeline.RunObserver;
import io.mooring.backup.pipeline.TakeBackup;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A backup that this process is taking: told by the pipeline how far it is, asked by everybody else. It keeps the newest state
 * only, so the pipeline never waits for a slow reader, and nobody reads a queue of yesterday's news.
 */
final class RunningBackup implements RunObserver {

    private final BackupRun run;
    private final InstantSource clock;
    private final ProgressMeter meter = new ProgressMeter();
    private final Map<String, RunCopy> copies = new LinkedHashMap<>();
    private final Map<String, LocationFault> faults = new HashMap<>();
    private Phase phase = Phase.PREPARING;
    private @Nullable Long estimatedSourceBytes;
    private RunProgress progress = RunProgress.NONE;
    private @Nullable Thread worker;
    private @Nullable StopReason stopped;

    RunningBackup(BackupRun run, InstantSource clock) {
        this.run = run;
        this.clock = clock;
        run.copies().forEach(copy -> copies.put(copy.locationId(), copy));
    }

    BackupRun run() {
        return run;
    }

    /** Runs the pipeline on the calling thread until it ends or {@link #stop} is called, even before. */
    BackupOutcome take(TakeBackup pipeline, BackupJob job) throws BackupFailure, InterruptedException {
        synchronized (this) {
            if (stopped != null) {
                throw new InterruptedException();
            }
            worker = Thread.currentThread();
        }
        try {
            return pipeline.take(job, this);
        } finally {
            synchronized (this) {
                worker = null;
                // A stop that came as the pipeline returned must not disturb what follows.
                Thread.interrupted();
            }
        }
    }

    /** Interrupts the pipeline; does nothing when it has ended. The first reason counts. */
    synchronized void stop(StopReason reason) {
        if (stopped == null) {
            stopped = reason;
        }
        if (worker != null) {
            worker.interrupt();
        }
    }

    synchronized Optional<StopReason> stopped() {
        return Optional.ofNullable(stopped);
    }

    synchronized RunReport report() {
        return new RunReport(phase, progress, List.copyOf(copies.values()));
    }

    @Override
    public synchronized void phase(Phase entered) {
        phase = entered;
    }

    @Override
    public synchronized void estimated(long sourceBytes) {
        estimatedSourceBytes = sourceBytes;
        progress = new RunProgress(progress.sourceBytes(), progress.storedBytes(), sourceBytes, null, null);
    }

    @Override
    public synchronized void progress(long sourceBytes, long storedBytes) {
        progress = meter.at(clock.instant(), sourceBytes, storedBytes, estimatedSourceBytes);
    }

    @Override
    public synchronized void copy(CopyProgress told) {
        copies.computeIfPresent(told.locationId(), (id, known) -> merged(known.kind(), told));
        if (told.fault() != null) {
            faults.put(told.locationId(), told.fault());
        }
    }

    /** Why locations have no copy, as far as they told. */
    synchronized Map<String, LocationFault> faults() {
        return Map.copyOf(faults);
    }

    static RunCopy merged(LocationKind kind, CopyProgress told) {
        return new RunCopy(told.locationId(), kind, told.state(), told.bytes(), told.problem());
    }
}
