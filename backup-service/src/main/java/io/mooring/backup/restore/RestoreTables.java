package io.mooring.backup.restore;

import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredBackup;
import io.mooring.backup.rebuild.CopyStatements;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.rebuild.Spool;
import io.mooring.backup.rebuild.SwitchDatabases;
import io.mooring.backup.rebuild.TablesBeside;
import io.mooring.backup.rebuild.TargetServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Puts chosen tables into a database that is in use, in a new schema beside its own: nothing that is there is touched, and whoever asked copies
 * by SQL what is missing. They are made in a database of their own first, and compared with the manifest there and again where they end up.
 */
@Component
final class RestoreTables implements CarryOutRestore {

    private final LoadDatabase loadDatabase;
    private final RestoreServers servers;

    RestoreTables(LoadDatabase loadDatabase, RestoreServers servers) {
        this.loadDatabase = loadDatabase;
        this.servers = servers;
    }

    @Override
    public boolean does(RestoreRequest request) {
        return request.isBeside();
    }

    @Override
    public @Nullable String carryOut(RunningRestore running) throws RestoreStopped, InterruptedException {
        RebuildTarget target = servers.of(running.now().request().planId());
        try {
            Switching settled = running.now().switching();
            if (settled == null || settled.beside() == null || settled.beside().made() == null) {
                StoredBackup backup = loadDatabase.open(running);
                settled = bring(running, target, backup, settled(running, target, backup));
            }
            running.meter().phase(RestorePhase.SWITCHING);
            // Before the name: after it there is nothing left to do, whoever is stopped then.
            tidy(running.now(), target, settled);
            publish(running.now(), target, settled);
            return null;
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        } catch (ReadFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    @Override
    public boolean isDone(Restore restore) throws RestoreStopped {
        Switching settled = restore.switching();
        Beside beside = settled == null ? null : settled.beside();
        if (settled == null || beside == null || beside.made() == null) {
            return false;
        }
        try {
            RebuildTarget target = servers.of(restore.request().planId());
            return beside.schema()
                    .equals(tables(target)
                            .name(live(target, settled), beside.made().schema()));
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    @Override
    public void cleanUp(Restore restore) throws RestoreStopped {
        try {
            Spool.remove(loadDatabase.folder(restore));
            Switching settled = restore.switching();
            if (settled != null) {
                RebuildTarget target = servers.of(restore.request().planId());
                new TargetServer(target).drop(settled.working());
                // Where the database itself is gone, so is what was in it.
                Optional<String> live = new SwitchDatabases(target).name(Objects.requireNonNull(settled.liveOid()));
                if (live.isPresent()) {
                    tables(target).clear(live.get(), working(restore), session(restore));
                }
            }
        } catch (RebuildFailure failure) {
            throw RestoreStopped.by(failure);
        }
    }

    /** Drops the schema, by somebody's wish. Whatever else lives in it keeps it. */
    void undo(Restore restore) throws RestoreStopped, RebuildFailure {
        Switching settled = Objects.requireNonNull(restore.switching());
        Beside beside = Objects.requireNonNull(settled.beside());
        RebuildTarget target = servers.of(restore.request().planId());
        tables(target).drop(live(target, settled), Objects.requireNonNull(beside.made()));
    }

    /** Settled once and written down before anything is made. */
    private Switching settled(RunningRestore running, RebuildTarget target, StoredBackup backup)
            throws RebuildFailure, RestoreStopped {
        Restore restore = running.now();
        Switching before = restore.switching();
        if (before != null) {
            return before;
        }
        String name = restore.request().targetName();
        long live = new SwitchDatabases(target)
                .oid(name)
                .orElseThrow(() -> new RestoreStopped(
                        "target-missing",
                        "There is no database " + name + " to put tables into.",
                        "Restore into a new one."));
        String schema = tables(target).freeName(name, DatabaseNames.schema(backup.manifest()));
        Switching fresh = new Switching(DatabaseNames.working(name, restore.id()), null, live, null, Beside.of(schema));
        return Objects.requireNonNull(running.save(now -> now.making(fresh)).switching());
    }

    private Switching bring(RunningRestore running, RebuildTarget target, StoredBackup backup, Switching settled)
            throws RebuildFailure, ReadFailure, RestoreStopped, InterruptedException {
        Restore restore = running.now();
        String live = live(target, settled);
        TablesBeside tables = tables(target);
        tables.clear(live, working(restore), session(restore));
        LoadDatabase.Loaded loaded = loadDatabase.load(running, backup, target, settled.working());
        Spool.remove(loadDatabase.folder(restore));
        running.meter().phase(RestorePhase.LOADING);
        tables.bring(
                loaded.tables(),
                settled.working(),
                live,
                loadDatabase.folder(restore),
                working(restore),
                session(restore));
        running.meter().phase(RestorePhase.COMPARING);
        int total = loaded.tables().size();
        LoadDatabase.requireSame(
                tables.compare(live, working(restore), loaded.content(), loaded.tables(), done -> running.meter()
                        .entries(done, total)));
        String schema = Objects.requireNonNull(settled.beside()).schema();
        List<String> statements = CopyStatements.of(target, live, working(restore), schema, loaded.tables());
        Beside made = new Beside(schema, tables.made(live, working(restore)), words(loaded, live, schema, statements));
        Switching after = new Switching(settled.working(), null, settled.liveOid(), null, made);
        running.save(now -> now.making(after));
        return after;
    }

    private void publish(Restore restore, RebuildTarget target, Switching settled)
            throws RebuildFailure, RestoreStopped {
        Beside beside = Objects.requireNonNull(settled.beside());
        TablesBeside.Made made = Objects.requireNonNull(beside.made());
        TablesBeside tables = tables(target);
        String live = live(target, settled);
        String now = tables.name(live, made.schema());
        if (now == null) {
            throw new RestoreStopped(
                    "schema-missing",
                    "The schema with the restored tables has disappeared from " + live + ".",
                    "Somebody dropped it meanwhile: restore again.");
        }
        if (!now.equals(beside.schema())) {
            String comment = beside.words().getFirst() + " Mooring's restore " + restore.id() + ".";
            tables.publish(live, made, now, beside.schema(), comment);
        }
    }

    private static List<String> words(LoadDatabase.Loaded loaded, String live, String schema, List<String> statements) {
        List<String> words = new ArrayList<>();
        words.add("The tables are in the schema " + schema + " of " + live + ", as they were at "
                + loaded.backup().manifest().source().consistentAt()
                + ": rows, columns and keys, without triggers, foreign keys, checks, defaults and rights of others."
                + " Nothing else was touched. Look at both, then copy what is needed.");
        words.addAll(statements);
        Vouching.remark(loaded.backup()).ifPresent(words::add);
        return words;
    }

    private void tidy(Restore restore, RebuildTarget target, Switching settled) throws RebuildFailure {
        new TargetServer(target).drop(settled.working());
        Spool.remove(loadDatabase.folder(restore));
    }

    private TablesBeside tables(RebuildTarget target) {
        return new TablesBeside(target, loadDatabase.rebuilding());
    }

    /** The very database that was asked for, whatever it is called by now. */
    private static String live(RebuildTarget target, Switching settled) throws RebuildFailure, RestoreStopped {
        return new SwitchDatabases(target)
                .name(Objects.requireNonNull(settled.liveOid()))
                .orElseThrow(() -> new RestoreStopped(
                        "target-changed",
                        "The database that the tables were to go into is gone.",
                        "Somebody dropped it meanwhile: look, then restore again."));
    }

    private static String working(Restore restore) {
        return "restoring_" + DatabaseNames.shortId(restore.id());
    }

    private static String session(Restore restore) {
        return "mooring-restore-" + DatabaseNames.shortId(restore.id());
    }
}
