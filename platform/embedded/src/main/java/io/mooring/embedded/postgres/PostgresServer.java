package io.mooring.embedded.postgres;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.ChildCommand;
import io.mooring.embedded.process.ChildProcess;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.TemporaryFolders;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL server as a child process, from the programs installed on this machine. It listens on 127.0.0.1 only, demands
 * SCRAM passwords, and ends with this JVM (fast shutdown) even when this JVM is killed.
 */
public final class PostgresServer implements AutoCloseable {

    static final String ADMIN = "mooring_admin";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(30);

    private final Cluster cluster;
    private final Path folder;
    private final boolean temporary;
    private final int port;
    private final Path log;
    private final String adminPassword;
    private final Durability durability;
    private final Map<String, String> environment;
    private @Nullable ChildProcess process;

    private PostgresServer(
            Path folder,
            boolean temporary,
            int port,
            Path log,
            String adminPassword,
            Durability durability,
            Map<String, String> environment) {
        this.folder = folder;
        this.temporary = temporary;
        this.port = port;
        this.log = log;
        this.adminPassword = adminPassword;
        this.durability = durability;
        this.environment = environment;
        this.cluster = new Cluster(PostgresPrograms.find(), ServerAccount.choose(), folder.resolve("data"));
    }

    /** Starts a server on a free port whose data go away with it, and which spares itself the disk. */
    public static PostgresServer startTemporary() {
        return startTemporary(Map.of());
    }

    /** @param environment additions to this JVM's, such as another clock */
    public static PostgresServer startTemporary(Map<String, String> environment) {
        Path folder = TemporaryFolders.create("postgres");
        String password = UUID.randomUUID().toString();
        return new PostgresServer(
                        folder,
                        true,
                        FreePorts.next(),
                        folder.resolve("postgres.log"),
                        password,
                        Durability.FAST,
                        environment)
                .start();
    }

    /**
     * Starts a durable server on a given port. An empty folder becomes a new cluster.
     *
     * @param folder data go to its subfolder {@code data}
     * @param adminPassword of the superuser, fixed by the first start
     * @param log the server's output is appended here
     */
    public static PostgresServer start(Path folder, int port, String adminPassword, Path log) {
        if (!FreePorts.isFree(port)) {
            throw new EmbeddedPartException("Port " + port + " for PostgreSQL is taken");
        }
        return new PostgresServer(folder, false, port, log, adminPassword, Durability.DURABLE, Map.of()).start();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** The folder of {@code pg_dump}, {@code pg_restore} and {@code psql} of the server's own version. */
    public Path programs() {
        return cluster.programs();
    }

    /** The same server's address as a superuser sees it. */
    public PostgresDatabase admin() {
        return new PostgresDatabase(host(), port, "postgres", ADMIN, adminPassword);
    }

    /** Roles and databases of this server. */
    public PostgresRoles roles() {
        return new PostgresRoles(admin());
    }

    /** Starts a stopped or killed server on its old port and data. Returns when it takes connections. */
    public synchronized PostgresServer start() {
        if (process != null && process.isAlive()) {
            return this;
        }
        cluster.createUnlessThere(ADMIN, adminPassword);
        ChildProcess started = ChildProcess.start(command());
        process = started;
        try {
            awaitConnections(started);
        } catch (EmbeddedPartException e) {
            started.kill();
            throw e;
        }
        return this;
    }

    /** Fast shutdown: open transactions are rolled back, data are written. */
    public synchronized void stop() {
        if (process != null) {
            process.stop(Duration.ofSeconds(30));
            process = null;
        }
    }

    /** {@code kill -9} to the server and all its backends; {@link #start} then recovers from the log. */
    public synchronized void kill() {
        if (process != null) {
            process.kill();
            process = null;
        }
    }

    /** Stops the server's main process from accepting and answering without ending it (SIGSTOP). */
    public synchronized void freeze() {
        signal("STOP");
    }

    /** Ends {@link #freeze} (SIGCONT). */
    public synchronized void resume() {
        signal("CONT");
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            TemporaryFolders.delete(folder);
        }
    }

    private void signal(String name) {
        ChildProcess running = process;
        if (running != null) {
            running.signalAll(name);
        }
    }

    private ChildCommand command() {
        List<String> line = new ArrayList<>(
                List.of(cluster.program("postgres"), "-D", cluster.data().toString(), "-p", Integer.toString(port)));
        List<String> settings = new ArrayList<>(List.of("listen_addresses=127.0.0.1", "unix_socket_directories="));
        settings.addAll(durability.settings());
        settings.forEach(setting -> line.addAll(List.of("-c", setting)));
        Map<String, String> around = new HashMap<>(environment);
        around.put("LC_ALL", "C.UTF-8");
        return new ChildCommand("postgres", cluster.prefix(), line, around, folder, log, "INT", "INT");
    }

    private void awaitConnections(ChildProcess started) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                admin().connect().close();
                return;
            } catch (SQLException e) {
                if (!started.isAlive() || System.nanoTime() > deadline || "28P01".equals(e.getSQLState())) {
                    throw new EmbeddedPartException(
                            "PostgreSQL does not start on port " + port + ": " + e.getMessage() + "\n"
                                    + started.logTail(),
                            e);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }
}
