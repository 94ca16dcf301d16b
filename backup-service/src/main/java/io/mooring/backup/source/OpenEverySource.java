package io.mooring.backup.source;

import io.mooring.backup.source.tree.FileTreeStream;
import io.mooring.backup.source.tree.KnownTrees;

/** Opens sources of every kind. */
public final class OpenEverySource implements OpenSource {

    private final SourceSettings settings;
    private final KnownTrees known;

    /** @param known what is known of file trees from run to run */
    public OpenEverySource(SourceSettings settings, KnownTrees known) {
        this.settings = settings;
        this.known = known;
    }

    @Override
    public SourceStream open(BackupSource source, ForRun run) throws SourceFailure, InterruptedException {
        return switch (source) {
            case PostgresSource postgres -> PostgresStream.open(postgres, settings);
            case ClusterSource cluster -> ClusterStream.open(cluster, run.runId(), settings);
            case FileTreeSource tree -> FileTreeStream.open(tree, known, run);
        };
    }
}
