package io.mooring.backup.restore;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.key.DecryptionKey;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestSource;
import io.mooring.backup.pipeline.PipelineSettings;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.CompareContent;
import io.mooring.backup.rebuild.ContentDifference;
import io.mooring.backup.rebuild.RebuildDatabase;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildObserver;
import io.mooring.backup.rebuild.RebuildSettings;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.rebuild.Rebuilt;
import io.mooring.backup.rebuild.Spool;
import io.mooring.backup.rebuild.TableName;
import io.mooring.backup.rebuild.TargetServer;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.platform.events.BlockingBridge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Makes a database of a backup, under a name that nobody uses, and compares it with the manifest. */
@Component
final class LoadDatabase {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PARALLEL = 2;
    private static final int DIFFERENCES_TOLD = 5;

    private final BackupRuns runs;
    private final OpenBackup openBackup;
    private final BackupSettings settings;
    private final RebuildSettings rebuilding;

    LoadDatabase(BackupRuns runs, OpenBackup openBackup, BackupSettings settings, PipelineSettings pipeline) {
        this.runs = runs;
        this.openBackup = openBackup;
        this.settings = settings;
        this.rebuilding = new RebuildSettings(settings.restore().jobsOrUsual(), pipeline.postgresFolders());
    }

    /**
     * What was made.
     *
     * @param tables that were chosen; empty: all
     */
    record Loaded(StoredBackup backup, Manifest.Content content, List<TableName> tables, Rebuilt rebuilt) {}

    RebuildSettings rebuilding() {
        return rebuilding;
    }

    /** The copy of the restore's backup, which is written down to be the one that is read. */
    StoredBackup open(RunningRestore running) throws RestoreStopped, InterruptedException {
        StoredBackup backup = openBackup.of(
                run(running.now().request().runId()), running.now().locationId());
        running.save(now -> now.reading(backup.location().id()));
        return backup;
    }

    /** From its beginning; a half database of that name, of a former attempt, is dropped. */
    Loaded load(RunningRestore running, StoredBackup backup, RebuildTarget target, String database)
            throws RebuildFailure, ReadFailure, RestoreStopped, InterruptedException {
        DecryptionKey key = openBackup.key();
        TargetServer server = new TargetServer(target);
        ManifestSource.Database source = RestorableDatabase.require(backup, server, rebuilding);
        Manifest.Content content = Objects.requireNonNull(backup.manifest().content());
        List<TableName> tables =
                RestorableDatabase.tables(running.now().request().tables(), content);
        server.drop(database);
        Path dump = spool(running, backup, key);
        Rebuilt rebuilt = new RebuildDatabase(target, rebuilding)
                .rebuild(dump, database, source.encoding(), tables, observing(running.meter()));
        compare(running, target, database, content, tables);
        return new Loaded(backup, content, tables, rebuilt);
    }

    private Path spool(RunningRestore running, StoredBackup backup, DecryptionKey key)
            throws ReadFailure, RebuildFailure, InterruptedException {
        RestoreMeter meter = running.meter();
        meter.phase(RestorePhase.FETCHING);
        meter.totalBytes(backup.manifest().data().contentBytes());
        return new Spool(
                        folder(running.now()),
                        backup,
                        key,
                        PARALLEL,
                        settings.restore().reserve().toBytes())
                .fill(meter::bytes);
    }

    private static void compare(
            RunningRestore running,
            RebuildTarget target,
            String database,
            Manifest.Content content,
            List<TableName> tables)
            throws RebuildFailure, RestoreStopped, InterruptedException {
        RestoreMeter meter = running.meter();
        meter.phase(RestorePhase.COMPARING);
        int total = tables.isEmpty() ? content.tables().size() : tables.size();
        CompareContent compare = new CompareContent(target, PARALLEL);
        requireSame(
                tables.isEmpty()
                        ? compare.all(database, content, done -> meter.entries(done, total))
                        : compare.only(database, content, tables, done -> meter.entries(done, total)));
    }

    static void requireSame(List<ContentDifference> found) throws RestoreStopped {
        if (!found.isEmpty()) {
            throw new RestoreStopped(
                    "content-differs",
                    "What was restored is not what was backed up. "
                            + found.stream()
                                    .limit(DIFFERENCES_TOLD)
                                    .map(ContentDifference::words)
                                    .collect(Collectors.joining(" "))
                            + (found.size() > DIFFERENCES_TOLD
                                    ? " And " + (found.size() - DIFFERENCES_TOLD) + " more differences."
                                    : ""),
                    "Restore another backup. The target is as it was.");
        }
    }

    private static RebuildObserver observing(RestoreMeter meter) {
        return new RebuildObserver() {
            @Override
            public void step(Step step) {
                meter.phase(
                        switch (step) {
                            case LOADING -> RestorePhase.LOADING;
                            case ANALYZING -> RestorePhase.ANALYZING;
                        });
            }

            @Override
            public void entries(long done, long total) {
                meter.entries(done, total);
            }
        };
    }

    private BackupRun run(String id) throws RestoreStopped {
        BackupRun run = BlockingBridge.await(runs.find(id), PATIENCE);
        if (run == null) {
            throw new RestoreStopped(
                    "unknown-run", "The run " + id + " is not known any more.", "Choose another backup.");
        }
        return run;
    }

    /** Where a restore's decrypted data are for a while. */
    Path folder(Restore restore) {
        return settings.restore().workFolder().resolve(restore.id());
    }
}
