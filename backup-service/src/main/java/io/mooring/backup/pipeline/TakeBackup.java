package io.mooring.backup.pipeline;

import java.time.InstantSource;

/**
 * Takes one backup, start to end. Blocking: call it on a virtual thread. Interrupting that thread cancels the backup and leaves
 * nothing half written.
 */
public final class TakeBackup {

    private final PipelineSettings settings;
    private final InstantSource clock;

    public TakeBackup(PipelineSettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * @throws BackupFailure when no location holds a complete copy
     * @throws InterruptedException when cancelled
     */
    public BackupOutcome take(BackupJob job, RunObserver observer) throws BackupFailure, InterruptedException {
        return new BackupRunning(settings, clock, job, observer).take();
    }
}
