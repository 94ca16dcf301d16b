package io.mooring.backup.pipeline;

import io.mooring.backup.source.OpenSource;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.SourceStream;
import org.jspecify.annotations.Nullable;

/** Keeps hold of a source that another thread opens, so that it is closed even when the run stops waiting for it. */
final class SourceHolder implements AutoCloseable {

    private final OpenSource open;
    private final BackupJob job;
    private final OpenSource.ForRun run;
    private @Nullable SourceStream stream;
    private boolean closed;

    SourceHolder(OpenSource open, BackupJob job, OpenSource.ForRun run) {
        this.open = open;
        this.job = job;
        this.run = run;
    }

    SourceStream open() throws SourceFailure, InterruptedException {
        SourceStream opened = open.open(job.source(), run);
        synchronized (this) {
            if (!closed) {
                stream = opened;
                return opened;
            }
        }
        opened.close();
        throw new InterruptedException("nobody waits for the source any more");
    }

    @Override
    public void close() {
        SourceStream opened;
        synchronized (this) {
            closed = true;
            opened = stream;
            stream = null;
        }
        if (opened != null) {
            opened.close();
        }
    }
}
