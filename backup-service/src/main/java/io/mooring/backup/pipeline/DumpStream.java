package io.mooring.backup.pipeline;

import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.source.PgDumpTool;
import io.mooring.backup.source.PostgresDump;
import io.mooring.backup.source.PostgresSnapshot;
import io.mooring.backup.source.PostgresSource;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.TableContent;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** pg_dump → zstd → OpenPGP → copies on a thread each, and the content hashes beside them. */
final class DumpStream {

    private static final int BUFFER = 128 * 1024;

    /** Closing stops the hashing in the server. */
    private interface Cut extends AutoCloseable {
        @Override
        void close();
    }

    private final PipelineSettings settings;
    private final int level;
    private final EncryptedChunks encrypted;
    private final Progress progress;
    private final HandOver handOver = new HandOver();

    DumpStream(PipelineSettings settings, int level, EncryptedChunks encrypted, Progress progress) {
        this.settings = settings;
        this.level = level;
        this.encrypted = encrypted;
        this.progress = progress;
    }

    /** The objects that were made. */
    List<Manifest.Chunk> chunks() {
        return encrypted.chunks();
    }

    /** Moves everything and answers what the tables held. */
    List<TableContent> run(PostgresSource source, PostgresSnapshot snapshot, PgDumpTool tool, Duration tick)
            throws SourceFailure, InterruptedException, ExecutionException {
        // Closed from last to first: cut the inputs, then wait for the threads.
        try (Crew crew = new Crew();
                Cut _ = snapshot::cancel;
                PostgresDump dump = PostgresDump.start(
                        tool, source, snapshot.facts().id(), settings.lockTimeout(), settings.connectTimeout())) {
            Future<List<TableContent>> tables = crew.startVirtual("hash", snapshot::hashTables);
            crew.start("encrypt", () -> {
                handOver.drainTo(encrypted);
                return true;
            });
            crew.start("compress", () -> {
                compress(dump);
                return true;
            });
            crew.awaitAll(tick, progress::tick);
            return tables.get();
        }
    }

    private void compress(PostgresDump dump) throws IOException, SourceFailure, InterruptedException {
        byte[] buffer = new byte[BUFFER];
        long total = 0;
        try (CompressedChunks chunks =
                        new CompressedChunks(level, settings.zstdWorkers(), settings.chunkBytes(), handOver);
                InputStream archive = dump.archive()) {
            for (int n = archive.read(buffer); n >= 0; n = archive.read(buffer)) {
                chunks.write(buffer, 0, n);
                total += n;
                progress.read(total);
            }
            // Before the last chunk is ended: the pipe also ends when pg_dump dies.
            dump.awaitSuccess();
            chunks.finish();
        } catch (IOException broken) {
            // A killed pg_dump can break the pipe; how it ended says more than the pipe does.
            if (!Thread.currentThread().isInterrupted() && dump.hasEnded()) {
                dump.awaitSuccess();
            }
            throw broken;
        }
        handOver.end();
    }
}
