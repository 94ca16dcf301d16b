package io.mooring.backup.pipeline;

import io.mooring.backup.source.PostgresSnapshot;
import io.mooring.backup.source.PostgresSource;
import io.mooring.backup.source.SourceFailure;
import org.jspecify.annotations.Nullable;

/** Keeps hold of a snapshot that another thread opens, so that it is closed even when the run stops waiting for it. */
final class SnapshotHolder implements AutoCloseable {

    private final PostgresSource source;
    private final PipelineSettings settings;
    private volatile @Nullable PostgresSnapshot snapshot;

    SnapshotHolder(PostgresSource source, PipelineSettings settings) {
        this.source = source;
        this.settings = settings;
    }

    PostgresSnapshot open() throws SourceFailure {
        PostgresSnapshot opened = PostgresSnapshot.open(source, settings.connectTimeout(), settings.lockTimeout());
        snapshot = opened;
        return opened;
    }

    @Override
    public void close() {
        PostgresSnapshot opened = snapshot;
        if (opened != null) {
            opened.close();
        }
    }
}
