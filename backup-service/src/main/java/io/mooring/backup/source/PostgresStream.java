package io.mooring.backup.source;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One database: pg_dump's archive, and beside it what every table holds, both under one snapshot. */
final class PostgresStream implements SourceStream {

    private static final int BUFFER = 128 * 1024;

    private final PostgresSource source;
    private final SourceSettings settings;
    private final PostgresSnapshot snapshot;
    private final PgDumpTool tool;
    private volatile List<TableContent> tables = List.of();
    private @Nullable PostgresDump running;
    private boolean cancelled;

    private PostgresStream(PostgresSource source, SourceSettings settings, PostgresSnapshot snapshot, PgDumpTool tool) {
        this.source = source;
        this.settings = settings;
        this.snapshot = snapshot;
        this.tool = tool;
    }

    /** Connects while the installed tools are asked for their versions. */
    static PostgresStream open(PostgresSource source, SourceSettings settings)
            throws SourceFailure, InterruptedException {
        try (PgDumpTool.Asked asked = PgDumpTool.ask(settings.postgresFolders())) {
            PostgresSnapshot snapshot =
                    PostgresSnapshot.open(source, settings.connectTimeout(), settings.lockTimeout());
            try {
                PgDumpTool tool = PgDumpTool.forServer(
                        snapshot.facts().serverMajor(), asked.answers(), settings.postgresFolders());
                return new PostgresStream(source, settings, snapshot, tool);
            } catch (SourceFailure | InterruptedException | RuntimeException unusable) {
                snapshot.close();
                throw unusable;
            }
        }
    }

    @Override
    public long estimatedBytes() {
        return snapshot.estimatedBytes();
    }

    @Override
    public void writeTo(ObjectWriter writer) throws SourceFailure, IOException, InterruptedException {
        PostgresDump dump = start();
        byte[] buffer = new byte[BUFFER];
        try (InputStream archive = dump.archive()) {
            for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
                writer.write(buffer, 0, n);
            }
            // The pipe also ends when pg_dump dies.
            dump.awaitSuccess();
        } catch (IOException broken) {
            // A killed pg_dump can break the pipe; how it ended says more than the pipe does.
            if (!Thread.currentThread().isInterrupted() && dump.hasEnded()) {
                dump.awaitSuccess();
            }
            throw broken;
        }
    }

    @Override
    public void examine() throws SourceFailure {
        tables = snapshot.hashTables();
    }

    @Override
    public SourceFacts facts() {
        SnapshotFacts facts = snapshot.facts();
        return new SourceFacts(
                new ManifestSource.Database(
                        SourceKind.POSTGRES.word(),
                        source.host(),
                        source.port(),
                        source.database(),
                        facts.serverVersion(),
                        facts.encoding(),
                        new Manifest.Snapshot(facts.id(), facts.lsn(), facts.takenAt())),
                tool.version(),
                content(facts),
                null,
                null,
                List.of(),
                RestoreDatabase.commands(facts),
                RestoreDatabase.notes(facts));
    }

    private Manifest.Content content(SnapshotFacts facts) {
        return new Manifest.Content(
                ContentHash.METHOD,
                ContentHash.SETTINGS,
                tables.stream()
                        .map(table -> new Manifest.Table(
                                table.schema(), table.name(), table.kind(), table.rows(), table.hash(), table.sql()))
                        .toList(),
                facts.largeObjects());
    }

    /** Kills pg_dump and stops the hashing in the server. */
    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            PostgresDump dump = running;
            if (dump != null) {
                dump.close();
            }
        }
        snapshot.cancel();
    }

    @Override
    public void close() {
        snapshot.close();
    }

    private synchronized PostgresDump start() throws SourceFailure, InterruptedException {
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
        PostgresDump dump = PostgresDump.start(
                tool, source, snapshot.facts().id(), settings.lockTimeout(), settings.connectTimeout());
        running = dump;
        return dump;
    }
}
