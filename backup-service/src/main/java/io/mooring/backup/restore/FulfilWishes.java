package io.mooring.backup.restore;

import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.job.JobLost;
import io.mooring.backup.rebuild.RebuildFailure;
import io.mooring.backup.rebuild.SwitchDatabases;
import io.mooring.backup.rebuild.TargetServer;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Brings the replaced database back, or drops it. The server's numbers of the databases say how far a former owner came. */
@Component
final class FulfilWishes implements JobHandler {

    static final String KIND = "restore-wish";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Restores restores;
    private final RestoreServers servers;
    private final ReadingKeys keys;
    private final RestoreTables tables;

    FulfilWishes(Restores restores, RestoreServers servers, ReadingKeys keys, RestoreTables tables) {
        this.tables = tables;
        this.restores = restores;
        this.servers = servers;
        this.keys = keys;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrent() {
        return keys.decryptionKey().isPresent() ? 2 : 0;
    }

    @Override
    public void carryOut(Job job, JobControl control) {
        Restore restore = find(job);
        Wish wish = restore == null ? null : restore.wish();
        if (restore == null || wish == null) {
            control.finish(Mono.empty());
            return;
        }
        try {
            Restore after =
                    switch (wish.kind()) {
                        case UNDO -> restore.request().isBeside() ? undoTables(restore, wish) : undo(restore, wish);
                        case CONFIRM ->
                            restore.request().isBeside() ? leaveTables(restore, wish) : confirm(restore, wish);
                    };
            end(control, restore, after);
        } catch (RestoreStopped stopped) {
            end(control, restore, failed(restore, stopped));
        } catch (RebuildFailure failure) {
            end(control, restore, failed(restore, RestoreStopped.by(failure)));
        }
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        Restore restore = find(job);
        if (restore == null || restore.wish() == null) {
            control.finish(Mono.empty());
            return;
        }
        String why = "The backup service made a mistake: " + cause.getClass().getSimpleName() + ".";
        end(control, restore, failed(restore, new RestoreStopped("internal", why, "Look for it in its log.")));
    }

    private Restore undo(Restore restore, Wish wish) throws RestoreStopped, RebuildFailure {
        SwitchDatabases names = new SwitchDatabases(servers.of(restore.request().planId()));
        Switching databases = Objects.requireNonNull(restore.switching());
        String name = restore.request().targetName();
        String aside = DatabaseNames.undone(name, restore.id());
        String old = name(names, databases.liveOid(), "replaced");
        if (!old.equals(name)) {
            String restored = name(names, databases.newOid(), "restored");
            if (!restored.equals(name)) {
                throw new RestoreStopped(
                        "target-changed",
                        "The database " + name + " is not the restored one any more.",
                        "Somebody renamed or dropped it meanwhile: rename " + old + " by hand.");
            }
            names.rename(List.of(new SwitchDatabases.Rename(name, aside), new SwitchDatabases.Rename(old, name)));
        }
        return restore.undone("The replaced database is back, by " + wish.by() + ". The restored one is kept as "
                + aside + "; drop it when nobody needs it.");
    }

    /** Only the very database that was replaced, whatever bears its name by now. */
    private Restore confirm(Restore restore, Wish wish) throws RestoreStopped, RebuildFailure {
        var target = servers.of(restore.request().planId());
        Switching databases = Objects.requireNonNull(restore.switching());
        String keptAs = Objects.requireNonNull(restore.previousKeptAs());
        String now = new SwitchDatabases(target)
                .name(Objects.requireNonNull(databases.liveOid()))
                .orElse("");
        if (now.equals(keptAs)) {
            new TargetServer(target).drop(keptAs);
        } else if (!now.isEmpty()) {
            throw new RestoreStopped(
                    "target-changed",
                    "The replaced database is called " + now + " by now, so it is not dropped.",
                    "Drop it by hand if nobody needs it.");
        }
        return restore.confirmed("The replaced database was dropped, by " + wish.by() + ".");
    }

    private Restore undoTables(Restore restore, Wish wish) throws RestoreStopped, RebuildFailure {
        String schema = restore.schema();
        tables.undo(restore);
        return restore.undone("The schema " + schema + " was dropped, by " + wish.by()
                + ". What was copied from it into other tables stays there.");
    }

    private static Restore leaveTables(Restore restore, Wish wish) {
        return restore.confirmed(
                "The schema " + restore.schema() + " stays, by " + wish.by() + "; it is dropped by hand from now on.");
    }

    private static String name(SwitchDatabases names, @Nullable Long oid, String which)
            throws RestoreStopped, RebuildFailure {
        return names.name(Objects.requireNonNull(oid))
                .orElseThrow(() -> new RestoreStopped(
                        "database-missing",
                        "The " + which + " database is gone.",
                        "Somebody dropped it; restore another backup."));
    }

    private static Restore failed(Restore restore, RestoreStopped stopped) {
        return restore.wishFailed("What was wished could not be done: " + stopped.getMessage() + " "
                + stopped.failure().remedy());
    }

    private void end(JobControl control, Restore before, Restore after) {
        control.finish(Mono.defer(() -> restores.change(before, after))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new JobLost(before.id()))));
    }

    private @Nullable Restore find(Job job) {
        return BlockingBridge.await(restores.find(job.id()), PATIENCE);
    }
}
