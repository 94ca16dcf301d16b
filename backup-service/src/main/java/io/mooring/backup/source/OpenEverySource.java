package io.mooring.backup.source;

/** Opens sources of every kind. */
public final class OpenEverySource implements OpenSource {

    private final SourceSettings settings;

    public OpenEverySource(SourceSettings settings) {
        this.settings = settings;
    }

    @Override
    public SourceStream open(BackupSource source, ForRun run) throws SourceFailure, InterruptedException {
        return switch (source) {
            case PostgresSource postgres -> PostgresStream.open(postgres, settings);
            case ClusterSource cluster -> ClusterStream.open(cluster, run.runId(), settings);
            case FileTreeSource tree -> throw notYet("file trees");
        };
    }

    private static SourceFailure notYet(String what) {
        return new SourceFailure(
                SourceFault.TOOL_MISSING, "This release does not back up " + what + ".", "Take the plan out.");
    }
}
