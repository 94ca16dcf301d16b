package io.mooring.backup.source;

import io.mooring.backup.manifest.ManifestSource;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A whole server as one tar from pg_basebackup, with the WAL that makes it consistent. A temporary slot keeps that WAL on the server
 * until it is fetched, however long the copying takes.
 */
final class ClusterStream implements SourceStream {

    private static final int BUFFER = 128 * 1024;
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final ClusterSource source;
    private final String label;
    private final ClusterServer server;
    private final ClusterFacts facts;
    private final ClusterSample begun;
    private final ClusterTools tools;
    private final long connectSeconds;
    private final ClusterTail tail = new ClusterTail();
    private @Nullable ClusterBaseBackup running;
    private boolean cancelled;

    private ClusterStream(
            ClusterSource source,
            String label,
            ClusterServer server,
            ClusterFacts facts,
            ClusterSample begun,
            ClusterTools tools,
            long connectSeconds) {
        this.source = source;
        this.label = label;
        this.server = server;
        this.facts = facts;
        this.begun = begun;
        this.tools = tools;
        this.connectSeconds = connectSeconds;
    }

    static ClusterStream open(ClusterSource source, String runId, SourceSettings settings)
            throws SourceFailure, InterruptedException {
        ClusterServer server = ClusterServer.connect(source, settings.connectTimeout(), ANSWER);
        try {
            ClusterFacts facts = server.facts();
            refuseTablespaces(facts);
            ClusterTools tools = ClusterTools.forServer(facts.major(), settings.postgresFolders());
            ClusterSample begun = server.sample("");
            server.createTemporarySlot("mooring_base_" + runId.replaceAll("[^a-z0-9]", "_"));
            return new ClusterStream(
                    source,
                    "mooring " + runId,
                    server,
                    facts,
                    begun,
                    tools,
                    settings.connectTimeout().toSeconds());
        } catch (SourceFailure | InterruptedException | RuntimeException unusable) {
            server.close();
            throw unusable;
        }
    }

    private static void refuseTablespaces(ClusterFacts facts) throws SourceFailure {
        if (facts.extraTablespaces() > 0) {
            throw new SourceFailure(
                    SourceFault.DUMP_FAILED,
                    "The server has " + facts.extraTablespaces()
                            + " tablespaces outside of its data folder, which one stream cannot carry.",
                    "Move their tables and indexes to pg_default and drop them, or back up the databases with plans of kind postgres.");
        }
    }

    @Override
    public long estimatedBytes() {
        return facts.bytes();
    }

    @Override
    public void writeTo(ObjectWriter writer) throws SourceFailure, IOException, InterruptedException {
        ClusterBaseBackup backup = start();
        byte[] buffer = new byte[BUFFER];
        try (InputStream tar = backup.tar()) {
            for (int n = tar.read(buffer); n >= 0; n = tar.read(buffer)) {
                writer.write(buffer, 0, n);
                tail.add(buffer, n);
            }
            // The pipe also ends when pg_basebackup dies.
            backup.awaitSuccess();
        } catch (IOException broken) {
            if (!Thread.currentThread().isInterrupted() && backup.hasEnded()) {
                backup.awaitSuccess();
            }
            throw broken;
        }
        tail.requireWal();
    }

    @Override
    public SourceFacts facts() {
        return new SourceFacts(
                new ManifestSource.Cluster(
                        SourceKind.CLUSTER.word(),
                        source.host(),
                        source.port(),
                        facts.version(),
                        facts.systemIdentifier(),
                        tail.timeline(),
                        tail.startLsn(),
                        tail.stopLsn(),
                        begun.at()),
                tools.version(),
                null,
                null,
                null,
                null,
                List.of(),
                RestoreCluster.commands(),
                RestoreCluster.notes(facts));
    }

    @Override
    public synchronized void cancel() {
        cancelled = true;
        ClusterBaseBackup backup = running;
        if (backup != null) {
            backup.close();
        }
    }

    /** Ends the temporary slot with its session. */
    @Override
    public void close() {
        cancel();
        server.close();
    }

    private synchronized ClusterBaseBackup start() throws SourceFailure, InterruptedException {
        if (cancelled) {
            throw new InterruptedException("cancelled");
        }
        ClusterBaseBackup backup = ClusterBaseBackup.start(tools, source, label, connectSeconds);
        running = backup;
        return backup;
    }
}
