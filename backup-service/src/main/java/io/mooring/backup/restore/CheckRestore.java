package io.mooring.backup.restore;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.rebuild.TableName;
import io.mooring.backup.rebuild.TargetServer;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.source.SourceKind;
import io.mooring.platform.web.problem.ProblemException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What is quickly found to stand against a restore, before anybody is asked to approve it or waits for it. */
@Component
final class CheckRestore {

    private final OpenBackup openBackup;
    private final RestoreServers servers;
    private final FindClusterWal findWal;
    private final BackupSettings settings;

    CheckRestore(OpenBackup openBackup, RestoreServers servers, FindClusterWal findWal, BackupSettings settings) {
        this.openBackup = openBackup;
        this.servers = servers;
        this.findWal = findWal;
        this.settings = settings;
    }

    /** Blocking. Asks the target's server or folder, not the locations. */
    void quickly(BackupRun run, RestoreOrder.Checked order, @Nullable Manifest manifest) throws RestoreStopped {
        kind(run, order);
        openBackup.key();
        if (manifest != null && order.kind() == RestoreTargetKind.NEW_CLUSTER) {
            FindClusterWal.require(findWal.of(manifest, order.locationId(), null), order.toTime());
        }
        if (manifest != null && manifest.content() != null) {
            RestorableDatabase.tables(order.tables(), manifest.content());
        }
        name(run.request().planId(), order);
    }

    /** Whether the target goes with what was backed up. */
    static void kind(BackupRun run, RestoreOrder.Checked order) throws RestoreStopped {
        if (!run.state().hasBackup()) {
            throw new RestoreStopped(
                    "no-backup",
                    "The run is " + run.state().word() + " and has no backup.",
                    "Choose a run that is completed or partial.");
        }
        SourceKind source = run.request().sourceKind();
        if (order.toTime() != null && order.kind() != RestoreTargetKind.NEW_CLUSTER) {
            throw new RestoreStopped(
                    "not-supported",
                    "Only whole servers are restored to a time; other backups come back as they were when they were taken.",
                    "Leave toTime out.");
        }
        if (order.kind() == RestoreTargetKind.NEW_CLUSTER) {
            if (source != SourceKind.CLUSTER) {
                throw RestorableCluster.notACluster(source.word());
            }
            return;
        }
        if (order.kind() == RestoreTargetKind.FOLDER) {
            if (source != SourceKind.FILES && source != SourceKind.CONFIGURATION) {
                throw RestorableTree.notATree(source.word());
            }
            return;
        }
        if (source != SourceKind.POSTGRES) {
            throw new RestoreStopped(
                    "not-a-database",
                    "This is a backup of the kind " + source.word() + ", not of a database.",
                    "Choose a target that goes with it.");
        }
        if (order.isBeside()) {
            namesakes(order);
        }
    }

    /** They would meet in one schema. */
    private static void namesakes(RestoreOrder.Checked order) throws RestoreStopped {
        Set<String> names = new HashSet<>();
        for (String table : order.tables()) {
            if (!names.add(TableName.parse(table).name())) {
                throw new RestoreStopped(
                        "names-collide",
                        "Several of the tables have the name '"
                                + TableName.parse(table).name() + "', and they are put into one schema.",
                        "Restore them one after the other.");
            }
        }
    }

    /** Whether the name is free, or there to be replaced. */
    void name(String planId, RestoreOrder.Checked order) throws RestoreStopped {
        if (order.kind().isFolder()) {
            FolderTarget.of(order.name(), settings.restore().folders()).requireFree();
            return;
        }
        RebuildTarget target = servers.of(planId);
        boolean there = exists(target, order.name());
        if (order.kind() == RestoreTargetKind.NEW_DATABASE && there) {
            throw new RestoreStopped(
                    "database-exists",
                    "There is a database " + order.name() + " on " + target.host() + ":" + target.port() + " already.",
                    "Choose another name; nothing is ever overwritten.");
        }
        if (order.kind() == RestoreTargetKind.LIVE_DATABASE
                && !order.isBeside()
                && order.name().equals(target.maintenanceDatabase())) {
            throw new RestoreStopped(
                    "target-is-maintenance-database",
                    "The database " + order.name() + " is the one to connect to while others are renamed.",
                    "Name another maintenance-database in backup.restore.servers.");
        }
        if (order.kind() == RestoreTargetKind.LIVE_DATABASE && !there) {
            throw new RestoreStopped(
                    "target-missing",
                    "There is no database " + order.name() + " on " + target.host() + ":" + target.port() + ".",
                    "Restore into a new database of that name; that needs no approval.");
        }
    }

    private static boolean exists(RebuildTarget target, String name) throws RestoreStopped {
        try {
            return new TargetServer(target).exists(name);
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    /** The problem that the API answers with. */
    static ProblemException problem(RestoreStopped stopped) {
        BackupProblem problem =
                switch (stopped.failure().code()) {
                    case "no-restore-key" -> BackupProblem.NO_RESTORE_KEY;
                    case "database-exists", "folder-exists" -> BackupProblem.RESTORE_TARGET_TAKEN;
                    case "target-missing" -> BackupProblem.RESTORE_TARGET_MISSING;
                    case "no-restore-server", "restore-server-unusable", "target-unreachable", "target-refused" ->
                        BackupProblem.RESTORE_TARGET_UNUSABLE;
                    default -> BackupProblem.RESTORE_NOT_POSSIBLE;
                };
        return new ProblemException(
                problem, stopped.failure().message() + " " + stopped.failure().remedy());
    }
}
