package io.mooring.backup.pipeline;

import io.mooring.backup.source.OpenEverySource;
import io.mooring.backup.source.OpenSource;
import io.mooring.backup.source.tree.InMemoryKnownTrees;
import java.time.InstantSource;

/**
 * Takes one backup, start to end. Blocking: call it on a virtual thread. Interrupting that thread cancels the backup and leaves
 * nothing half written.
 */
public final class TakeBackup {

    private final PipelineSettings settings;
    private final OpenSource openSource;
    private final InstantSource clock;

    /** Reads sources of every kind; every backup is a full one. */
    public TakeBackup(PipelineSettings settings, InstantSource clock) {
        this(settings, new OpenEverySource(settings.forSources(), new InMemoryKnownTrees()), clock);
    }

    public TakeBackup(PipelineSettings settings, OpenSource openSource, InstantSource clock) {
        this.settings = settings;
        this.openSource = openSource;
        this.clock = clock;
    }

    /**
     * @throws BackupFailure when no location holds a complete copy
     * @throws InterruptedException when cancelled
     */
    public BackupOutcome take(BackupJob job, RunObserver observer) throws BackupFailure, InterruptedException {
        return new BackupRunning(settings, openSource, clock, job, observer).take();
    }
}
