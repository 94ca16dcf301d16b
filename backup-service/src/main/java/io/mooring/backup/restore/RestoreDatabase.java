package io.mooring.backup.restore;

import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.rebuild.Rebuilt;
import io.mooring.backup.rebuild.Spool;
import io.mooring.backup.rebuild.SwitchDatabases;
import io.mooring.backup.rebuild.TargetServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Restores a database under a name of its own beside everything else, compares it with the manifest, and only then gives it the name that is
 * wanted: half a database never bears it.
 */
@Component
final class RestoreDatabase implements CarryOutRestore {

    private final LoadDatabase loadDatabase;
    private final RestoreServers servers;

    RestoreDatabase(LoadDatabase loadDatabase, RestoreServers servers) {
        this.loadDatabase = loadDatabase;
        this.servers = servers;
    }

    @Override
    public boolean does(RestoreRequest request) {
        return switch (request.targetKind()) {
            case NEW_DATABASE, LIVE_DATABASE -> !request.isBeside();
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
            Spool.remove(loadDatabase.folder(running.now()));
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
            Spool.remove(loadDatabase.folder(restore));
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
        LoadDatabase.Loaded loaded =
                loadDatabase.load(running, loadDatabase.open(running), target, databases.working());
        SwitchDatabases names = new SwitchDatabases(target);
        if (databases.liveOid() != null) {
            names.adopt(running.now().request().targetName(), databases.working());
        }
        Long oid = names.oid(databases.working()).orElseThrow(() -> gone(databases.working()));
        Switching made = new Switching(databases.working(), oid, databases.liveOid(), databases.keptAs());
        running.save(now -> now.making(made).remarking(remarks(loaded)));
        return made;
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

    private static List<String> remarks(LoadDatabase.Loaded loaded) {
        Rebuilt rebuilt = loaded.rebuilt();
        StoredBackup backup = loaded.backup();
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
        if (!loaded.tables().isEmpty()) {
            remarks.add(
                    "Only the chosen tables have rows; the others are there and empty, and foreign keys are left out.");
        }
        remarks.add(SourceRoles.remark(backup));
        Vouching.remark(backup).ifPresent(remarks::add);
        return remarks;
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
