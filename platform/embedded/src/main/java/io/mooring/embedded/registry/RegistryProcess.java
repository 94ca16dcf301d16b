package io.mooring.embedded.registry;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.AotCache;
import io.mooring.embedded.process.ChildProcess;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.HttpReady;
import io.mooring.embedded.process.TemporaryFolders;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Apicurio Registry in a JVM of its own, on the loopback interface: about 230 MB resident; 4.5 seconds of processor time to
 * start, 2 with a cache of its classes. It ends with this process.
 */
public final class RegistryProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(10);

    /** Writing the cache of classes takes seconds on a quiet machine, and much more on a busy one. */
    private static final Duration RECORD_WITHIN = Duration.ofMinutes(5);

    private final RegistryCommand command;
    private final @Nullable Path temporaryFolder;
    private @Nullable ChildProcess process;
    private boolean records;
    private boolean worthRecording;

    private RegistryProcess(RegistryCommand command, @Nullable Path temporaryFolder) {
        this.command = command;
        this.temporaryFolder = temporaryFolder;
    }

    /** Starts a registry on a free port that keeps its schemas in memory. */
    public static RegistryProcess startTemporary() {
        Path folder = TemporaryFolders.create("registry");
        RegistryCommand command = new RegistryCommand(
                RegistryTarball.configured().unpacked(),
                RegistryStorage.memory(),
                FreePorts.next(),
                folder.resolve("registry.log"),
                AotCache.none());
        return new RegistryProcess(command, folder).start();
    }

    /**
     * Starts a registry on a given port; its output is appended to the log file.
     *
     * @param caches the folder for the cache of its classes, see {@link #recordWhenStopped}; null for none
     */
    public static RegistryProcess start(int port, RegistryStorage storage, Path log, @Nullable Path caches) {
        if (!FreePorts.isFree(port)) {
            throw new EmbeddedPartException("Port " + port + " for the schema registry is taken");
        }
        RegistryTarball tarball = RegistryTarball.configured();
        Path distribution = tarball.unpacked();
        AotCache cache = caches == null ? AotCache.none() : AotCache.in(caches, "registry", tarball.key());
        return new RegistryProcess(new RegistryCommand(distribution, storage, port, log, cache), null).start();
    }

    /** Confluent's API, for {@code schema.registry.url}: {@code http://127.0.0.1:PORT/apis/ccompat/v7}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port() + "/apis/ccompat/v7");
    }

    public int port() {
        return command.port();
    }

    /** Starts a stopped registry on its old port; in-memory storage begins empty. Returns when it answers. */
    public synchronized RegistryProcess start() {
        if (process != null && process.isAlive()) {
            return this;
        }
        records = command.cache().isMissing();
        ChildProcess started = ChildProcess.start(command.child());
        process = started;
        if (!HttpReady.await(URI.create(url() + "/subjects"), PATIENCE, started::isAlive)) {
            started.kill();
            throw new EmbeddedPartException(
                    "The schema registry does not start, see " + command.log() + "\n" + started.logTail());
        }
        return this;
    }

    /** Its classes are worth a cache: a stop may take as long as writing one does. Before this is called a stop is quick. */
    public synchronized void recordWhenStopped() {
        worthRecording = true;
    }

    /** Stops it, keeping the port. */
    public synchronized void stop() {
        ChildProcess running = process;
        if (running == null) {
            return;
        }
        process = null;
        if (records && !worthRecording) {
            running.kill();
        } else if (running.stop(records ? RECORD_WITHIN : STOP_WITHIN)) {
            command.cache().keep();
        }
    }

    @Override
    public void close() {
        stop();
        if (temporaryFolder != null) {
            TemporaryFolders.delete(temporaryFolder);
        }
    }
}
