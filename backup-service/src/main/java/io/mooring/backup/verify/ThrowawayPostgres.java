package io.mooring.backup.verify;

import io.mooring.backup.key.Secret;
import io.mooring.backup.rebuild.ServerProcess;
import io.mooring.backup.rebuild.ServerPrograms;
import io.mooring.backup.rebuild.ServerUnavailable;
import io.mooring.backup.rebuild.UnprivilegedAccount;
import io.mooring.backup.source.PostgresSource;
import io.mooring.backup.source.SslMode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A private PostgreSQL server for one restore test: own folder, loopback only, a superuser whose password nobody else knows, not
 * as root. It does without everything that protects data against a power cut, ends with this JVM, and leaves nothing behind.
 */
public final class ThrowawayPostgres implements AutoCloseable {

    static final String DATA = "data";
    private static final String ADMIN = "throwaway";
    private static final int PORTS_TO_TRY = 5;
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final ThrowawayFolder folder;
    private final ServerPrograms programs;
    private final UnprivilegedAccount account;
    private final Secret password;
    private final long deadline;
    private int port;
    private List<String> own = List.of();
    private @Nullable ServerProcess process;

    private ThrowawayPostgres(
            ThrowawayFolder folder, ServerPrograms programs, UnprivilegedAccount account, Duration startTimeout)
            throws ServerUnavailable {
        this.folder = folder;
        this.programs = programs;
        this.account = account;
        this.password = Secret.of(randomPassword());
        this.deadline = System.nanoTime() + startTimeout.toNanos();
        this.port = freePort();
    }

    /**
     * Starts a server.
     *
     * @param major of the server that was backed up; this one is as new or newer
     * @param neededBytes what the restored data will take
     * @throws ServerUnavailable in words: no programs, no space, no account, not in time
     */
    public static ThrowawayPostgres start(ThrowawaySettings settings, int major, long neededBytes)
            throws ServerUnavailable, InterruptedException {
        try (StartingServer starting = begin(settings, major, neededBytes)) {
            return starting.handOver();
        }
    }

    /**
     * Looks whether a server can be started, and has it start while something else is done.
     *
     * @throws ServerUnavailable in words: no programs, no space, no account; what fails later is told to who waits for it
     */
    public static StartingServer begin(ThrowawaySettings settings, int major, long neededBytes)
            throws ServerUnavailable, InterruptedException {
        ServerPrograms programs = ServerPrograms.forBackup(major, settings.postgresFolders());
        FreeSpace.require(settings.parent(), neededBytes, settings.spareBytes());
        ThrowawayFolder folder = folder(settings.parent());
        try {
            UnprivilegedAccount account = UnprivilegedAccount.owning(folder.path());
            return new StartingServer(new ThrowawayPostgres(folder, programs, account, settings.startTimeout()));
        } catch (ServerUnavailable | InterruptedException | RuntimeException failed) {
            folder.close();
            throw failed;
        }
    }

    void start() throws ServerUnavailable, InterruptedException {
        initialise();
        process = listen();
    }

    /**
     * Starts a server over data that were restored into {@link #DATA} of this folder, and recovers them; its folder goes with it.
     *
     * @param patience for recovery and start together
     */
    static ThrowawayPostgres over(
            ThrowawayFolder folder, ServerPrograms programs, UnprivilegedAccount account, Duration patience)
            throws ServerUnavailable, InterruptedException {
        ThrowawayPostgres server = new ThrowawayPostgres(folder, programs, account, patience);
        RecoveredCluster cluster = new RecoveredCluster(programs, account, folder.path());
        cluster.recover(ADMIN, server.password, server.deadline);
        server.own = cluster.settings();
        server.process = server.listen();
        return server;
    }

    /** The server as its superuser sees it; {@code database} need not exist yet, "postgres" does. */
    public PostgresSource database(String database) {
        return new PostgresSource("127.0.0.1", port, database, ADMIN, password, SslMode.DISABLE);
    }

    /** The folder of {@code pg_restore} and {@code psql} of the server's own version. */
    public Path programs() {
        return programs.folder();
    }

    /** Its major version. */
    public int major() {
        return programs.major();
    }

    /** Whether it still runs. */
    public boolean isAlive() {
        return process != null && process.isAlive();
    }

    /** The end of the server's log, for messages. */
    public String lastWords() {
        return process == null ? "" : process.lastWords();
    }

    @Override
    public void close() {
        if (process != null) {
            process.stop();
        }
        folder.close();
    }

    private void initialise() throws ServerUnavailable, InterruptedException {
        try {
            Path secret = folder.path().resolve("password");
            Files.createFile(
                    secret, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(secret, password.reveal());
            Files.setOwner(secret, Files.getOwner(folder.path()));
            try {
                initdb(secret);
            } finally {
                Files.deleteIfExists(secret);
            }
        } catch (IOException failed) {
            throw new ServerUnavailable(
                    "A throwaway server could not be set up in " + folder.path() + ": " + failed,
                    "Check backup.verification.folder and its disk.",
                    failed);
        }
    }

    private void initdb(Path secret) throws IOException, ServerUnavailable, InterruptedException {
        List<String> line = new ArrayList<>(account.prefix());
        line.addAll(List.of(
                programs.program("initdb"), "-D", data().toString(), "-U", ADMIN, "--pwfile", secret.toString()));
        line.addAll(
                List.of("-A", "scram-sha-256", "-E", "UTF8", "--locale", "C.UTF-8", "--no-sync", "--no-instructions"));
        Path log = folder.path().resolve("initdb.log");
        Process initdb = new ProcessBuilder(line)
                .directory(folder.path().toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!initdb.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                throw slow();
            }
            if (initdb.exitValue() != 0) {
                String said = Files.readString(log, StandardCharsets.UTF_8).strip();
                throw new ServerUnavailable("initdb failed: " + said, "See what initdb says.");
            }
        } finally {
            initdb.descendants().forEach(ProcessHandle::destroyForcibly);
            initdb.destroyForcibly();
        }
    }

    /** Somebody may take the port between our asking for it and the server's. */
    private ServerProcess listen() throws ServerUnavailable, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            Path log = folder.path().resolve("server-" + attempt + ".log");
            ServerProcess started = launch(log);
            try {
                awaitConnections(started);
                return started;
            } catch (ServerUnavailable | InterruptedException | RuntimeException failed) {
                started.stop();
                boolean taken = started.lastWords().contains("could not bind");
                if (!taken || attempt == PORTS_TO_TRY) {
                    throw failed;
                }
                port = freePort();
            }
        }
    }

    private ServerProcess launch(Path log) throws ServerUnavailable, InterruptedException {
        List<String> line = new ArrayList<>(
                List.of(programs.program("postgres"), "-D", data().toString(), "-p", Integer.toString(port)));
        FastLoading.settings().forEach(setting -> line.addAll(List.of("-c", setting)));
        own.forEach(setting -> line.addAll(List.of("-c", setting)));
        try {
            return ServerProcess.start(account.prefix(), line, folder.path(), log);
        } catch (IOException failed) {
            throw new ServerUnavailable(
                    "The server " + programs.program("postgres") + " could not be started: " + failed,
                    "Check the installation of PostgreSQL on this host.",
                    failed);
        }
    }

    private void awaitConnections(ServerProcess started) throws ServerUnavailable, InterruptedException {
        Properties user = new Properties();
        user.setProperty("user", ADMIN);
        user.setProperty("password", password.reveal());
        user.setProperty("sslmode", "disable");
        user.setProperty("loginTimeout", "5");
        while (true) {
            try {
                DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres", user)
                        .close();
                return;
            } catch (SQLException notYet) {
                if (!started.isAlive()) {
                    throw new ServerUnavailable(
                            "The throwaway server ended at its start: " + started.lastWords(), "See its last words.");
                }
                if (System.nanoTime() > deadline) {
                    throw slow();
                }
                LockSupport.parkNanos(PAUSE.toNanos());
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
            }
        }
    }

    private Path data() {
        return folder.path().resolve(DATA);
    }

    private static ThrowawayFolder folder(Path parent) throws ServerUnavailable {
        try {
            return ThrowawayFolder.create(parent);
        } catch (IOException refused) {
            throw new ServerUnavailable(
                    "No folder can be made in " + parent + ": " + refused,
                    "Check backup.verification.folder: it must exist and be writable.",
                    refused);
        }
    }

    private static ServerUnavailable slow() {
        return new ServerUnavailable(
                "The throwaway server did not start in time.",
                "The host is very busy, or its disk very slow: raise backup.verification.start-timeout.");
    }

    private static int freePort() throws ServerUnavailable {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new ServerUnavailable("There is no free port on the loopback interface.", "Try again later.", none);
        }
    }

    private static String randomPassword() {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        return HexFormat.of().formatHex(random);
    }
}
