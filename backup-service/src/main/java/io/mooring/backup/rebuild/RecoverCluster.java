package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Recovers a copied data folder with fetched WAL: a server is started over it once, to which nobody can connect, replays the log, takes a
 * timeline of its own and is stopped again. The copy's own settings are left as they are and not used: they name another host's files,
 * archives and libraries.
 *
 * @param folder private, and the account's; on the same file system as {@code data}
 * @param data the copy, directly in {@code folder}
 * @param wal where fetched files lie, under the names that PostgreSQL asks for
 */
public record RecoverCluster(ServerPrograms programs, UnprivilegedAccount account, Path folder, Path data, Path wal) {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final String ENDED_BEFORE = "recovery ended before configured recovery target was reached";
    /** It is read before abbreviations of zones are known, Z included. What is finer than a microsecond is cut off. */
    private static final DateTimeFormatter POSTGRES_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS'+00'").withZone(ZoneOffset.UTC);

    static final String LOG = "recovery.log";

    /** As below, and nobody asks how far it is. */
    public Optional<Recovered> recover(@Nullable Instant target)
            throws RebuildFailure, IOException, InterruptedException {
        return recover(target, segment -> {});
    }

    /**
     * Blocking, for as long as replaying takes; an interrupt ends it. May be called again with more WAL when that ended too early.
     *
     * @param target up to and including this time; null: as far as the WAL goes
     * @param replaying is told the name of each segment that the server has come to, or of the last of several
     * @return empty when the WAL ended, and nothing in it was committed after the target
     * @throws RebuildFailure with the server's words
     */
    public Optional<Recovered> recover(@Nullable Instant target, Consumer<String> replaying)
            throws RebuildFailure, IOException, InterruptedException {
        Path log = folder.resolve(LOG);
        Files.deleteIfExists(log);
        List<Path> aside = prepare();
        ServerProcess server = ServerProcess.start(account.prefix(), command(target), folder, log);
        try (TakenSegments taken = new TakenSegments(log)) {
            while (!isReady() && server.isAlive()) {
                server.pause(PAUSE);
                taken.newest().ifPresent(replaying);
            }
            if (!server.isAlive() || !server.stopCleanly()) {
                return ended(said(log), server);
            }
        } finally {
            server.stop();
        }
        putBack(aside);
        // It holds the command line of this server, with which pg_ctl would start the next one.
        Files.deleteIfExists(data.resolve("postmaster.opts"));
        return Optional.of(Recovered.of(said(log)));
    }

    void putBack(List<Path> aside) throws IOException {
        for (Path own : aside) {
            Files.move(own, data.resolve(own.getFileName()), StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** How far the last attempt came, also one that ended before its target. */
    public Recovered lastAttempt() throws IOException {
        return Recovered.of(said(folder.resolve(LOG)));
    }

    /** Whatever is in it: names in a database's own encoding must not end a recovery. */
    private static String said(Path log) throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    private static Optional<Recovered> ended(String said, ServerProcess server) throws RebuildFailure {
        if (said.contains(ENDED_BEFORE)) {
            return Optional.empty();
        }
        throw new RebuildFailure(
                RebuildFault.RECOVERY_FAILED,
                "PostgreSQL does not recover from what was restored: " + server.lastWords(),
                "Use another backup, or another location's copy of the WAL; keep this one for a look.");
    }

    /** What the server would read besides our settings goes aside. */
    List<Path> prepare() throws IOException {
        UnprivilegedAccount.write(folder.resolve("server.conf"), "");
        UnprivilegedAccount.write(folder.resolve("ident.conf"), "");
        UnprivilegedAccount.write(folder.resolve("hba.conf"), "local all all reject\n");
        Files.deleteIfExists(data.resolve("standby.signal"));
        Path signal = data.resolve("recovery.signal");
        if (!Files.exists(signal)) {
            Files.createFile(signal);
            Files.setOwner(signal, Files.getOwner(data));
        }
        Path aside = folder.resolve("postgresql.auto.conf");
        Path own = data.resolve("postgresql.auto.conf");
        if (Files.exists(own)) {
            Files.move(own, aside, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.exists(aside) ? List.of(aside) : List.of();
    }

    /** The server says in the last line of its pid file how it is, in whatever language its log is. */
    boolean isReady() throws IOException {
        try {
            List<String> lines = Files.readAllLines(data.resolve("postmaster.pid"));
            return lines.size() > 7 && lines.get(7).strip().equals("ready");
        } catch (java.nio.file.NoSuchFileException notYet) {
            return false;
        }
    }

    List<String> command(@Nullable Instant target) {
        List<String> settings = new ArrayList<>(List.of(
                "config_file=" + folder.resolve("server.conf"),
                "hba_file=" + folder.resolve("hba.conf"),
                "ident_file=" + folder.resolve("ident.conf"),
                // In our folder, and relative to the data folder: the name of a socket is at most 107 bytes long.
                "unix_socket_directories=..",
                "listen_addresses=",
                "restore_command=cp \"" + escaped(wal) + "/%f\" \"%p\"",
                "recovery_target_timeline=latest",
                "recovery_target_action=promote",
                "recovery_target_inclusive=on",
                "hot_standby=off",
                "archive_mode=off",
                "autovacuum=off",
                // Everything is written to the disk after it was stopped.
                "fsync=off",
                "max_wal_size=1GB",
                // As many as the source may have had open.
                "max_prepared_transactions=200",
                "timezone=UTC",
                "log_timezone=UTC",
                "lc_messages=C",
                "log_min_messages=log",
                "logging_collector=off"));
        if (target != null) {
            settings.add("recovery_target_time=" + POSTGRES_TIME.format(target));
        }
        List<String> line = new ArrayList<>(List.of(programs.program("postgres"), "-D", data.toString()));
        settings.forEach(setting -> line.addAll(List.of("-c", setting)));
        return line;
    }

    /** PostgreSQL replaces what follows a per cent sign, and a shell what is special between double quotes. */
    private static String escaped(Path path) {
        return path.toString().replaceAll("([\\\\\"$`])", "\\\\$1").replace("%", "%%");
    }
}
