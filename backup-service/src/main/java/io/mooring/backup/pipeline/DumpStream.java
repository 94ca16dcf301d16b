package io.mooring.backup.pipeline;

import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.SourceStream;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Source → zstd → OpenPGP → copies on a thread each, and the source's examination beside them. */
final class DumpStream {

    /** Closing makes the source let go of whoever reads it. */
    private interface Cut extends AutoCloseable {
        @Override
        void close();
    }

    private final PipelineSettings settings;
    private final int level;
    private final EncryptedChunks encrypted;
    private final Progress progress;
    private final HandOver handOver = new HandOver();
    private volatile @Nullable CompressedChunks writing;

    DumpStream(PipelineSettings settings, int level, EncryptedChunks encrypted, Progress progress) {
        this.settings = settings;
        this.level = level;
        this.encrypted = encrypted;
        this.progress = progress;
    }

    /** Moves everything. */
    void run(SourceStream source, Duration tick) throws InterruptedException, ExecutionException {
        // Closed from last to first: cut the inputs, then wait for the threads.
        try (Crew crew = new Crew();
                Cut _ = source::cancel) {
            crew.startVirtual("examine", () -> {
                source.examine();
                return true;
            });
            crew.start("encrypt", () -> {
                handOver.drainTo(encrypted);
                return true;
            });
            crew.start("compress", () -> {
                compress(source);
                return true;
            });
            crew.awaitAll(tick, this::tick);
        }
    }

    private void tick() {
        CompressedChunks chunks = writing;
        if (chunks != null) {
            progress.read(chunks.total());
        }
        progress.tick();
    }

    private void compress(SourceStream source) throws IOException, SourceFailure, InterruptedException {
        try (CompressedChunks chunks =
                new CompressedChunks(level, settings.zstdWorkers(), settings.chunkBytes(), handOver)) {
            writing = chunks;
            source.writeTo(chunks);
            // Only now: the last frame is ended when the source is known to be whole.
            chunks.finish();
        }
        handOver.end();
    }
}
