package io.mooring.backup.pipeline;

import io.mooring.backup.source.ObjectSeries;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Lets compression and encryption run on two threads: a bounded queue of blocks between two {@link ChunkSink}s. */
final class HandOver implements ChunkSink {

    private static final int BLOCK = 256 * 1024;
    private static final int BLOCKS = 8;

    private sealed interface Step {}

    private record Bytes(Block block) implements Step {}

    private record EndOfChunk(long sourceBytes) implements Step {}

    private record NewSeries(ObjectSeries series) implements Step {}

    private record EndOfStream() implements Step {}

    private final BlockingQueue<Step> queue = new ArrayBlockingQueue<>(BLOCKS);
    private byte[] block = new byte[BLOCK];
    private int filled;

    @Override
    public void write(byte[] data, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, BLOCK - filled);
            System.arraycopy(data, from, block, filled, n);
            filled += n;
            from += n;
            left -= n;
            if (filled == BLOCK) {
                giveAway();
            }
        }
    }

    @Override
    public void begin(ObjectSeries series) throws IOException {
        put(new NewSeries(series));
    }

    @Override
    public void endChunk(long sourceBytes) throws IOException {
        giveAway();
        put(new EndOfChunk(sourceBytes));
    }

    /** Nothing more comes. */
    void end() throws IOException {
        put(new EndOfStream());
    }

    /** Runs on the other thread, until {@link #end()}. */
    void drainTo(ChunkSink sink) throws IOException, InterruptedException {
        while (true) {
            switch (queue.take()) {
                case Bytes(Block(byte[] bytes, int length)) -> sink.write(bytes, 0, length);
                case EndOfChunk(long sourceBytes) -> sink.endChunk(sourceBytes);
                case NewSeries(ObjectSeries series) -> sink.begin(series);
                case EndOfStream() -> {
                    return;
                }
            }
        }
    }

    private void giveAway() throws IOException {
        if (filled > 0) {
            put(new Bytes(new Block(block, filled)));
            block = new byte[BLOCK];
            filled = 0;
        }
    }

    private void put(Step step) throws IOException {
        try {
            queue.put(step);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }
}
