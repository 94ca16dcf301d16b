package io.mooring.backup.pipeline;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a stream into zstd frames, one a chunk. A frame is ended once it holds the wanted number of compressed bytes, so a
 * chunk is larger than that by what the compressor had in flight: at most some MiB for each worker.
 */
final class CompressedChunks implements Closeable {

    /** Small enough that a chunk's end is noticed in time, large enough that the calls into native code do not count. */
    private static final int SLICE = 64 * 1024;

    private final int level;
    private final int workers;
    private final long chunkBytes;
    private final ChunkSink sink;
    private @Nullable ZstdOutputStreamNoFinalizer frame;
    private long compressed;
    private long source;
    private boolean any;
    private boolean aborted;

    CompressedChunks(int level, int workers, long chunkBytes, ChunkSink sink) {
        this.level = level;
        this.workers = workers;
        this.chunkBytes = chunkBytes;
        this.sink = sink;
    }

    void write(byte[] data, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; from += SLICE) {
            int n = Math.min(SLICE, end - from);
            frame().write(data, from, n);
            source += n;
            if (compressed >= chunkBytes) {
                endChunk();
            }
        }
    }

    /** Ends the last chunk. An empty source is one empty chunk: nothing at all would look like something missing. */
    void finish() throws IOException {
        if (frame != null || !any) {
            frame();
            endChunk();
        }
    }

    /** Frees native memory; what was not finished is lost. */
    @Override
    public void close() {
        ZstdOutputStreamNoFinalizer open = frame;
        frame = null;
        if (open != null) {
            aborted = true;
            try {
                open.close();
            } catch (IOException unfinished) {
                // Expected: the frame's end has nowhere to go, and its memory is freed nevertheless.
            }
        }
    }

    private ZstdOutputStreamNoFinalizer frame() throws IOException {
        ZstdOutputStreamNoFinalizer open = frame;
        if (open == null) {
            open = new ZstdOutputStreamNoFinalizer(new Output(), level);
            frame = open;
            any = true;
            open.setChecksum(true);
            if (workers > 0) {
                open.setWorkers(workers);
            }
        }
        return open;
    }

    private void endChunk() throws IOException {
        ZstdOutputStreamNoFinalizer open = frame();
        open.close();
        frame = null;
        long held = source;
        source = 0;
        compressed = 0;
        sink.endChunk(held);
    }

    /** Where zstd puts its output. Once aborted it takes nothing more. */
    private final class Output extends OutputStream {

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] data, int offset, int length) throws IOException {
            if (aborted) {
                throw new IOException("the backup was given up");
            }
            compressed += length;
            sink.write(data, offset, length);
        }
    }
}
