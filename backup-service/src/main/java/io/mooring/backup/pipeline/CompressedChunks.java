package io.mooring.backup.pipeline;

import com.github.luben.zstd.ZstdOutputStreamNoFinalizer;
import io.mooring.backup.source.ObjectSeries;
import io.mooring.backup.source.ObjectWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Compresses a stream into zstd frames, one a chunk. A frame is ended once it holds the wanted number of compressed bytes, so a
 * chunk is larger than that by what the compressor had in flight: at most some MiB for each worker. One compressor makes them all: one for
 * each chunk would start threads of its own, each of which leaves its memory behind in another arena of malloc's.
 */
final class CompressedChunks implements ObjectWriter, Closeable {

    /** Small enough that a chunk's end is noticed in time, large enough that the calls into native code do not count. */
    private static final int SLICE = 64 * 1024;

    private static final byte[] NOTHING = {};

    private final int level;
    private final int workers;
    private final long chunkBytes;
    private final ChunkSink sink;
    private @Nullable ZstdOutputStreamNoFinalizer compressor;
    private boolean frameOpen;
    private long compressed;
    private long source;
    private boolean any;
    private ObjectSeries series = ObjectSeries.DATA;
    private int made;
    private volatile long total;
    private boolean aborted;

    CompressedChunks(int level, int workers, long chunkBytes, ChunkSink sink) {
        this.level = level;
        this.workers = workers;
        this.chunkBytes = chunkBytes;
        this.sink = sink;
    }

    /** Bytes that were written so far. May be asked by any thread. */
    long total() {
        return total;
    }

    @Override
    public void begin(ObjectSeries next) throws IOException {
        endObject();
        series = next;
        made = 0;
        sink.begin(next);
    }

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        int end = offset + length;
        for (int from = offset; from < end; from += SLICE) {
            append(data, from, Math.min(SLICE, end - from));
            if (isFull()) {
                endChunk();
            }
        }
    }

    @Override
    public void append(byte[] data, int offset, int length) throws IOException {
        openFrame().write(data, offset, length);
        source += length;
        total += length;
    }

    @Override
    public boolean isFull() {
        return compressed >= chunkBytes;
    }

    @Override
    public String objectName() {
        return series.objectName(made + 1);
    }

    @Override
    public void endObject() throws IOException {
        if (frameOpen) {
            endChunk();
        }
    }

    /** Ends the last chunk. An empty source is one empty chunk: nothing at all would look like something missing. */
    void finish() throws IOException {
        if (frameOpen || !any) {
            endChunk();
        }
    }

    /** Frees native memory; what was not finished is lost. */
    @Override
    public void close() {
        ZstdOutputStreamNoFinalizer open = compressor;
        compressor = null;
        if (open != null) {
            aborted = true;
            try {
                open.close();
            } catch (IOException unfinished) {
                // Expected: the frame's end has nowhere to go, and its memory is freed nevertheless.
            }
        }
    }

    private ZstdOutputStreamNoFinalizer openFrame() throws IOException {
        ZstdOutputStreamNoFinalizer open = compressor;
        if (open == null) {
            open = new ZstdOutputStreamNoFinalizer(new Output(), level);
            compressor = open;
            open.setChecksum(true);
            open.setCloseFrameOnFlush(true);
            if (workers > 0) {
                open.setWorkers(workers);
            }
        }
        frameOpen = true;
        any = true;
        return open;
    }

    private void endChunk() throws IOException {
        ZstdOutputStreamNoFinalizer open = openFrame();
        // A frame begins with the first write, be it of nothing.
        open.write(NOTHING, 0, 0);
        open.flush();
        frameOpen = false;
        long held = source;
        source = 0;
        compressed = 0;
        made++;
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
