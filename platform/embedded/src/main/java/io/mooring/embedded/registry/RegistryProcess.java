package io.mooring.embedded.registry;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.ChildCommand;
import io.mooring.embedded.process.ChildProcess;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.HttpReady;
import io.mooring.embedded.process.TemporaryFolders;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Apicurio Registry in a JVM of its own, on the loopback interface: about 230 MB resident, 6 to 8 seconds to start. It ends
 * with this process.
 */
public final class RegistryProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(120);

    private final RegistryTarball tarball;
    private final RegistryStorage storage;
    private final int port;
    private final Path log;
    private final @Nullable Path temporaryFolder;
    private @Nullable ChildProcess process;

    private RegistryProcess(
            RegistryTarball tarball, RegistryStorage storage, int port, Path log, @Nullable Path temporaryFolder) {
        this.tarball = tarball;
        this.storage = storage;
        this.port = port;
        this.log = log;
        this.temporaryFolder = temporaryFolder;
    }

    /** Starts a registry on a free port that keeps its schemas in memory. */
    public static RegistryProcess startTemporary() {
        Path folder = TemporaryFolders.create("registry");
        return new RegistryProcess(
                        RegistryTarball.configured(),
                        RegistryStorage.memory(),
                        FreePorts.next(),
                        folder.resolve("registry.log"),
                        folder)
                .start();
    }

    /** Starts a registry on a given port; its output is appended to the log file. */
    public static RegistryProcess start(int port, RegistryStorage storage, Path log) {
        if (!FreePorts.isFree(port)) {
            throw new EmbeddedPartException("Port " + port + " for the schema registry is taken");
        }
        return new RegistryProcess(RegistryTarball.configured(), storage, port, log, null).start();
    }

    /** Confluent's API, for {@code schema.registry.url}: {@code http://127.0.0.1:PORT/apis/ccompat/v7}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port + "/apis/ccompat/v7");
    }

    public int port() {
        return port;
    }

    /** Starts a stopped registry on its old port; in-memory storage begins empty. Returns when it answers. */
    public synchronized RegistryProcess start() {
        if (process != null && process.isAlive()) {
            return this;
        }
        ChildProcess started = ChildProcess.start(command());
        process = started;
        if (!HttpReady.await(URI.create(url() + "/subjects"), PATIENCE, started::isAlive)) {
            started.kill();
            throw new EmbeddedPartException(
                    "The schema registry does not start, see " + log + ":\n" + started.logTail());
        }
        return this;
    }

    /** Stops it, keeping the port. */
    public synchronized void stop() {
        if (process != null) {
            process.close();
            process = null;
        }
    }

    @Override
    public void close() {
        stop();
        if (temporaryFolder != null) {
            TemporaryFolders.delete(temporaryFolder);
        }
    }

    private ChildCommand command() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> line = List.of(
                java,
                "-Xmx160m",
                "-Xss512k",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:ReservedCodeCacheSize=48m",
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=0",
                "-Dquarkus.http.access-log.enabled=false",
                "-jar",
                tarball.unpacked().resolve("quarkus-run.jar").toString());
        return ChildCommand.of("registry", line, storage.environment(), log);
    }
}
