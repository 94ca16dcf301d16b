package io.mooring.embedded.kafka;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.FreePorts;
import io.mooring.embedded.process.TemporaryFolders;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * One Kafka node inside this JVM, broker and KRaft controller at once, on the loopback interface. It can be stopped and
 * started again on the same port and data, as often as a test wants Kafka to be away.
 *
 * <p>Topics are never created by a mere mention of their name: a mistyped one must fail.
 */
public final class KafkaBroker implements AutoCloseable {

    private final Path folder;
    private final boolean temporary;
    private final Properties settings;
    private final int port;
    private @Nullable KafkaRaftServer server;

    private KafkaBroker(Path folder, boolean temporary, int port) {
        this.folder = folder;
        this.temporary = temporary;
        this.port = port;
        this.settings = BrokerSettings.of(folder, port, FreePorts.next());
    }

    /** Starts a broker whose port is free and whose data go away with it. */
    public static KafkaBroker startTemporary() {
        return new KafkaBroker(TemporaryFolders.create("kafka"), true, FreePorts.next()).start();
    }

    /** Starts a broker on a given port with the data of an earlier one, or new data in an empty folder. */
    public static KafkaBroker start(Path folder, int port) {
        if (!FreePorts.isFree(port)) {
            throw new EmbeddedPartException("Port " + port + " for Kafka is taken");
        }
        return new KafkaBroker(folder, false, port).start();
    }

    /** For {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Starts a stopped broker on its old port and data; does nothing when it runs. Returns when clients can connect. */
    public synchronized KafkaBroker start() {
        if (server != null) {
            return this;
        }
        try {
            format();
            var starting = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
            starting.startup();
            server = starting;
            return this;
        } catch (Exception e) {
            throw new EmbeddedPartException("Kafka does not start on port " + port + " over " + folder + ": " + e, e);
        }
    }

    /** Stops the broker, keeping port and data; does nothing when it is stopped. */
    public synchronized void stop() {
        KafkaRaftServer running = server;
        if (running != null) {
            server = null;
            running.shutdown();
            running.awaitShutdown();
        }
    }

    @Override
    public void close() {
        stop();
        if (temporary) {
            TemporaryFolders.delete(folder);
        }
    }

    private void format() throws Exception {
        new Formatter()
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
                .setClusterId(BrokerSettings.CLUSTER)
                .setNodeId(BrokerSettings.NODE)
                .addDirectory(folder.toString())
                .setMetadataLogDirectory(folder.toString())
                .setControllerListenerName(BrokerSettings.CONTROLLER)
                .setIgnoreFormatted(true)
                .run();
    }
}
