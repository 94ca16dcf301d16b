package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes a database out of a spooled dump. Blocking; an interrupt ends it and leaves the half database to whoever asked for it. */
public final class RebuildDatabase {

    private final TargetServer server;
    private final RebuildSettings settings;

    public RebuildDatabase(RebuildTarget target, RebuildSettings settings) {
        this.server = new TargetServer(target);
        this.settings = settings;
    }

    /** The major version of the pg_restore that would be used. */
    public static int toolMajor(RebuildSettings settings) throws RebuildFailure, InterruptedException {
        return PgRestoreTool.find(settings.postgresFolders()).major();
    }

    /**
     * Creates the database, loads it with {@code pg_restore --jobs} and collects statistics.
     *
     * @param dump in custom format, as {@link Spool} makes it
     * @param database a name that is not taken
     * @param encoding the source's
     * @param tables only these tables' rows (and of partitioned ones their partitions'); empty: everything
     * @throws RebuildFailure with {@link RebuildFault#DATABASE_EXISTS} when the name is taken; else a half database may be left
     */
    public Rebuilt rebuild(
            Path dump, String database, String encoding, List<TableName> tables, RebuildObserver observer)
            throws RebuildFailure, InterruptedException {
        PgRestoreTool tool = PgRestoreTool.find(settings.postgresFolders());
        observer.step(RebuildObserver.Step.LOADING);
        ArchiveOffsets.write(dump);
        Archive archive = Archive.read(tool, dump);
        Rebuilt roles = roles(archive);
        // Since PostgreSQL 15 a role may own something in the schema public only if it may create there, as the
        // database's owner may.
        createToItsEnd(
                database, encoding, roles.ownersRestored() ? archive.onlyOwner().orElse(null) : null);
        load(tool, archive, dump, database, roles, tables, observer);
        observer.step(RebuildObserver.Step.ANALYZING);
        new CollectStatistics(server, settings.jobs()).of(database);
        return roles;
    }

    /** Not interrupted: the server would go on with it, and the database appear after whoever was stopped has tidied up. */
    private void createToItsEnd(String database, String encoding, @Nullable String owner)
            throws RebuildFailure, InterruptedException {
        FutureTask<Boolean> creating = new FutureTask<>(() -> {
            server.create(database, encoding, owner);
            return true;
        });
        Thread thread = Thread.ofVirtual().name("create-database").start(creating);
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            throw new InterruptedException("interrupted while the database was created");
        }
        try {
            creating.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RebuildFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("creating a database broke", failed.getCause());
        }
    }

    private void load(
            PgRestoreTool tool,
            Archive archive,
            Path dump,
            String database,
            Rebuilt roles,
            List<TableName> tables,
            RebuildObserver observer)
            throws RebuildFailure, InterruptedException {
        List<String> options = new ArrayList<>(List.of("--exit-on-error", "--verbose", "--jobs=" + settings.jobs()));
        if (!roles.ownersRestored()) {
            options.add("--no-owner");
        }
        if (!roles.privilegesRestored()) {
            options.add("--no-privileges");
        }
        List<String> wanted = tables.isEmpty() ? archive.everything() : archive.only(archive.withPartitions(tables));
        List<String> afterRows = archive.afterRows(wanted);
        List<String> first = new ArrayList<>(wanted);
        first.removeAll(Set.copyOf(afterRows));
        AtomicLong done = new AtomicLong();
        observer.entries(0, wanted.size());
        for (List<String> part : afterRows.isEmpty() ? List.of(first) : List.of(first, afterRows)) {
            List<String> all = new ArrayList<>(options);
            if (part.size() < archive.everything().size()) {
                all.add("--use-list=" + write(dump.resolveSibling("entries"), part));
            }
            PgRestoreRun.run(tool.loading(server.target(), database, all, dump), line -> {
                // Those before the data are "processed" one after another, the others by workers that say when they
                // end.
                if (line.startsWith("pg_restore: processing item ") || line.startsWith("pg_restore: finished item ")) {
                    observer.entries(Math.min(wanted.size(), done.incrementAndGet()), wanted.size());
                }
            });
        }
        observer.entries(wanted.size(), wanted.size());
    }

    /** Owners are all or nothing: a database that half belongs to somebody else is worse than one to hand over. */
    private Rebuilt roles(Archive archive) throws RebuildFailure {
        Set<String> owners = archive.owners();
        Set<String> named = new TreeSet<>(archive.grantees());
        named.addAll(owners);
        return server.on(connection -> {
            List<String> usable = TargetServer.texts(
                    connection,
                    "SELECT rolname FROM pg_roles WHERE pg_has_role(current_user, oid, 'MEMBER')"
                            + " OR (SELECT rolsuper FROM pg_roles WHERE rolname = current_user)");
            List<String> known = TargetServer.texts(connection, "SELECT rolname FROM pg_roles");
            // A schema's rights come after what is in it, so who is no superuser can give it to one owner only: the
            // database's.
            boolean manyOwners = owners.size() > 1 && !isSuperuser(connection);
            boolean ownersRestored = usable.containsAll(owners) && !manyOwners;
            boolean privilegesRestored = ownersRestored && known.containsAll(named);
            Set<String> unknown = new TreeSet<>(named);
            unknown.removeIf(
                    role -> owners.contains(role) ? usable.contains(role) && !manyOwners : known.contains(role));
            return new Rebuilt(ownersRestored, privilegesRestored, List.copyOf(unknown));
        });
    }

    private static boolean isSuperuser(Connection connection) throws SQLException {
        return TargetServer.texts(connection, "SELECT rolname FROM pg_roles WHERE rolname = current_user AND rolsuper")
                        .size()
                == 1;
    }

    private static Path write(Path file, List<String> lines) throws RebuildFailure {
        try {
            return Files.writeString(file, String.join("\n", lines) + "\n", StandardCharsets.UTF_8);
        } catch (IOException failure) {
            throw new RebuildFailure(
                    RebuildFault.SPOOL_FAILED,
                    "The file " + file + " cannot be written: " + failure.getMessage(),
                    "Check the folder and its disk; backup.restore.folder names it.",
                    failure);
        }
    }
}
