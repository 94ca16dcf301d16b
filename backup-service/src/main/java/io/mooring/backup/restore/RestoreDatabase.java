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
import io.mooring.backup.rebuild.SwitchDatabases;
import io.mooring.backup.rebuild.TableName;
import io.mooring.backup.rebuild.TargetServer;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.platform.events.BlockingBridge;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Restores a database under a name of its own beside everything else, compares it with the manifest, and only then gives it the name that is
 * wanted: half a database never bears it.
 */
@Component
final class RestoreDatabase implements CarryOutRestore {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int PARALLEL = 2;
    private static final int DIFFERENCES_TOLD = 5;

    private final BackupRuns runs;
    private final OpenBackup openBackup;
    private final RestoreServers servers;
    private final BackupSettings settings;
    private final RebuildSettings rebuilding;

    RestoreDatabase(
            BackupRuns runs,
            OpenBackup openBackup,
            RestoreServers servers,
            BackupSettings settings,
            PipelineSettings pipeline) {
        this.runs = runs;
        this.openBackup = openBackup;
        this.servers = servers;
        this.settings = settings;
        this.rebuilding = new RebuildSettings(settings.restore().jobsOrUsual(), pipeline.postgresFolders());
    }

    @Override
    public boolean does(RestoreRequest request) {
        return switch (request.targetKind()) {
            case NEW_DATABASE, LIVE_DATABASE -> true;
            case FOLDER, NEW_CLUSTER -> false;
        };
    }

    @Override
    public @Nullable String carryOut(RunningRestore running) throws RestoreStopped, InterruptedException {
        RebuildTarget target = servers.of(running.now().request().planId());
        try {
            Switching databases = databases(running, target);
            if (databases.newOid() == null) {
                databases = make(running, target, databases);
            }
            Spool.remove(folder(running.now()));
            running.meter().phase(RestorePhase.SWITCHING);
            switchOver(running.now(), target, databases);
            return databases.keptAs();
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        } catch (ReadFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    @Override
    public boolean isDone(Restore restore) throws RestoreStopped {
        Switching databases = restore.switching();
        if (databases == null || databases.newOid() == null) {
            return false;
        }
        try {
            SwitchDatabases names =
                    new SwitchDatabases(servers.of(restore.request().planId()));
            return names.name(databases.newOid())
                    .filter(restore.request().targetName()::equals)
                    .isPresent();
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    @Override
    public void cleanUp(Restore restore) throws RestoreStopped {
        try {
            Spool.remove(folder(restore));
            Switching databases = restore.switching();
            if (databases != null) {
                new TargetServer(servers.of(restore.request().planId())).drop(databases.working());
            }
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    /** Settled once and written down before anything is made: whoever goes on must know what is whose. */
    private static Switching databases(RunningRestore running, RebuildTarget target)
            throws RebuildFailure, RestoreStopped {
        Restore restore = running.now();
        Switching settled = restore.switching();
        if (settled != null) {
            return settled;
        }
        String name = restore.request().targetName();
        String working = DatabaseNames.working(name, restore.id());
        Optional<Long> there = new SwitchDatabases(target).oid(name);
        boolean replaces = restore.request().targetKind() == RestoreTargetKind.LIVE_DATABASE;
        if (replaces && there.isEmpty()) {
            throw new RestoreStopped(
                    "target-missing", "There is no database " + name + " to replace.", "Restore into a new one.");
        }
        if (!replaces && there.isPresent()) {
            throw taken(name);
        }
        Switching fresh = new Switching(
                working,
                null,
                replaces ? there.orElseThrow() : null,
                replaces ? DatabaseNames.before(name, restore.id()) : null);
        return Objects.requireNonNull(running.save(now -> now.making(fresh)).switching());
    }

    private Switching make(RunningRestore running, RebuildTarget target, Switching databases)
            throws RebuildFailure, ReadFailure, RestoreStopped, InterruptedException {
        RestoreRequest request = running.now().request();
        DecryptionKey key = openBackup.key();
        StoredBackup backup = openBackup.of(run(request.runId()), running.now().locationId());
        running.save(now -> now.reading(backup.location().id()));
        TargetServer server = new TargetServer(target);
        ManifestSource.Database source = RestorableDatabase.require(backup, server, rebuilding);
        Manifest.Content content = Objects.requireNonNull(backup.manifest().content());
        List<TableName> tables = RestorableDatabase.tables(request.tables(), content);
        server.drop(databases.working());
        Path dump = spool(running, backup, key);
        Rebuilt rebuilt = new RebuildDatabase(target, rebuilding)
                .rebuild(dump, databases.working(), source.encoding(), tables, observing(running.meter()));
        compare(running, target, databases.working(), content, tables);
        SwitchDatabases names = new SwitchDatabases(target);
        if (databases.liveOid() != null) {
            names.adopt(request.targetName(), databases.working());
        }
        Long oid = names.oid(databases.working()).orElseThrow(() -> gone(databases.working()));
        Switching made = new Switching(databases.working(), oid, databases.liveOid(), databases.keptAs());
        running.save(now -> now.making(made).remarking(remarks(rebuilt, backup, tables)));
        return made;
    }

    private Path spool(RunningRestore running, StoredBackup backup, DecryptionKey key)
            throws ReadFailure, RebuildFailure, InterruptedException {
        RestoreMeter meter = running.meter();
        meter.phase(RestorePhase.FETCHING);
        meter.totalBytes(
                backup.chunks().stream().mapToLong(chunk -> chunk.sourceBytes()).sum());
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
        List<ContentDifference> found = tables.isEmpty()
                ? compare.all(database, content, done -> meter.entries(done, total))
                : compare.only(database, content, tables, done -> meter.entries(done, total));
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

    private static void switchOver(Restore restore, RebuildTarget target, Switching databases)
            throws RebuildFailure, RestoreStopped {
        SwitchDatabases names = new SwitchDatabases(target);
        String wanted = restore.request().targetName();
        String made =
                names.name(Objects.requireNonNull(databases.newOid())).orElseThrow(() -> gone(databases.working()));
        if (made.equals(wanted)) {
            return;
        }
        List<SwitchDatabases.Rename> renames = new ArrayList<>();
        Long liveOid = databases.liveOid();
        if (liveOid != null) {
            String live = names.name(liveOid).orElse("");
            if (!live.equals(wanted)) {
                throw new RestoreStopped(
                        "target-changed",
                        "The database " + wanted + " is not the one any more that was to be replaced.",
                        "Somebody renamed or dropped it meanwhile: look, then restore again.");
            }
            renames.add(new SwitchDatabases.Rename(live, Objects.requireNonNull(databases.keptAs())));
        }
        renames.add(new SwitchDatabases.Rename(made, wanted));
        names.rename(renames);
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

    private static List<String> remarks(Rebuilt rebuilt, StoredBackup backup, List<TableName> tables) {
        List<String> remarks = new ArrayList<>();
        String roles = String.join(", ", rebuilt.unknownRoles());
        if (!rebuilt.ownersRestored()) {
            remarks.add(
                    "Everything in it belongs to the restore user: the server has no such roles, or the restore user may"
                            + " not act for them: " + roles + ".");
        }
        if (!rebuilt.privilegesRestored()) {
            remarks.add("Rights of other roles were not restored.");
        }
        if (!tables.isEmpty()) {
            remarks.add(
                    "Only the chosen tables have rows; the others are there and empty, and foreign keys are left out.");
        }
        remarks.add(SourceRoles.remark(backup));
        Vouching.remark(backup).ifPresent(remarks::add);
        return remarks;
    }

    private BackupRun run(String id) throws RestoreStopped {
        BackupRun run = BlockingBridge.await(runs.find(id), PATIENCE);
        if (run == null) {
            throw new RestoreStopped(
                    "unknown-run", "The run " + id + " is not known any more.", "Choose another backup.");
        }
        return run;
    }

    private Path folder(Restore restore) {
        return settings.restore().workFolder().resolve(restore.id());
    }

    private static RestoreStopped taken(String name) {
        return new RestoreStopped(
                "database-exists",
                "There is a database " + name + " already.",
                "Choose another name; nothing is ever overwritten.");
    }

    private static RestoreStopped gone(String working) {
        return new RestoreStopped(
                "database-missing",
                "The restored database " + working + " has disappeared.",
                "Somebody dropped it meanwhile: restore again.");
    }
}
