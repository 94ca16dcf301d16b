package io.mooring.backup.source;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One database: pg_dump's archive, and beside it what every table holds, both under one snapshot. */
final class PostgresStream implements SourceStream {

    private static final int BUFFER = 128 * 1024;

    /** After the dump has ended: by then it had as long as the dump took. */
    private static final Duration GLOBALS_PATIENCE = Duration.ofMinutes(1);

    private static final String WITHOUT_PASSWORDS =
            "The roles are in this backup without their passwords, which the user \"%s\" may not read.";

    private final PostgresSource source;
    private final SourceSettings settings;
    private final PostgresSnapshot snapshot;
    private final PgDumpTool tool;
    private volatile List<TableContent> tables = List.of();
    private volatile Manifest.@Nullable Globals globals;
    private @Nullable PostgresDump running;
    private @Nullable GlobalsDump runningGlobals;
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

    /** The roles are read while the dump runs, and written behind it: by then it is known that both are whole. */
    @Override
    public void writeTo(ObjectWriter writer) throws SourceFailure, IOException, InterruptedException {
        try (GlobalsDump roles = startGlobals()) {
            writeArchive(writer);
            writeGlobals(roles.await(GLOBALS_PATIENCE), writer);
        }
    }

    private void writeArchive(ObjectWriter writer) throws SourceFailure, IOException, InterruptedException {
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

    private void writeGlobals(GlobalsDump.Answer answer, ObjectWriter writer) throws IOException, InterruptedException {
        requireNotCancelled();
        List<String> owners = snapshot.facts().owners();
        if (!answer.problem().isEmpty()) {
            globals = new Manifest.Globals(
                    null,
                    false,
                    owners,
                    "The server's roles and tablespaces are not in this backup: " + answer.problem() + ".");
            return;
        }
        writer.begin(ObjectSeries.GLOBALS);
        String object = writer.objectName();
        writer.append(answer.sql(), 0, answer.sql().length);
        writer.endObject();
        boolean passwords = snapshot.facts().readsPasswords();
        globals = new Manifest.Globals(
                object, passwords, owners, passwords ? null : WITHOUT_PASSWORDS.formatted(source.user()));
    }

    @Override
    public void examine() throws SourceFailure {
        tables = snapshot.hashTables();
    }

    @Override
    public SourceFacts facts() {
        SnapshotFacts facts = snapshot.facts();
        Manifest.Globals roles = Objects.requireNonNull(globals, "nothing was written");
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
                roles,
                null,
                List.of(),
                RestoreDatabase.commands(facts, roles.object()),
                RestoreDatabase.notes(facts, roles));
    }

    private Manifest.Content content(SnapshotFacts facts) {
        return new Manifest.Content(
                ContentHash.on(facts.serverMajor()).method(),
                ContentHash.SETTINGS,
                tables.stream()
                        .map(table -> new Manifest.Table(
                                table.schema(), table.name(), table.kind(), table.rows(), table.hash(), table.sql()))
                        .toList(),
                facts.largeObjects());
    }

    /** Kills pg_dump and pg_dumpall, and stops the hashing in the server. */
    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
            PostgresDump dump = running;
            if (dump != null) {
                dump.close();
            }
            GlobalsDump roles = runningGlobals;
            if (roles != null) {
                roles.close();
            }
        }
        snapshot.cancel();
    }

    @Override
    public void close() {
        snapshot.close();
    }

    private synchronized void requireNotCancelled() throws InterruptedException {
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
    }

    private synchronized GlobalsDump startGlobals() throws InterruptedException {
        requireNotCancelled();
        GlobalsDump roles =
                GlobalsDump.start(tool, source, snapshot.facts().readsPasswords(), settings.connectTimeout());
        runningGlobals = roles;
        return roles;
    }

    private synchronized PostgresDump start() throws SourceFailure, InterruptedException {
        requireNotCancelled();
        PostgresDump dump = PostgresDump.start(
                tool, source, snapshot.facts().id(), settings.lockTimeout(), settings.connectTimeout());
        running = dump;
        return dump;
    }
}
