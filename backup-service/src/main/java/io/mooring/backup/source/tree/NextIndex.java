package io.mooring.backup.source.tree;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/** Notes, in the order of the walk, what the next run may build on. An entry waits until its chunks have their places. */
final class NextIndex {

    private static final int BLOCK = 1024 * 1024;
    private static final int LEVEL = 3;

    private final KnownTrees known;
    private final String runId;
    private final Deque<IndexEntry> waiting = new ArrayDeque<>();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private int blocks;

    NextIndex(KnownTrees known, String runId) {
        this.known = known;
        this.runId = runId;
    }

    void add(IndexEntry entry) {
        waiting.add(entry);
    }

    int waiting() {
        return waiting.size();
    }

    /** Writes those whose chunks have their places. */
    void settle() throws IOException {
        DataOutputStream out = new DataOutputStream(block);
        while (!waiting.isEmpty() && waiting.peek().isPlaced()) {
            waiting.remove().write(out);
            if (block.size() >= BLOCK) {
                note();
            }
        }
    }

    /** Everything has its place now. */
    void finish() throws IOException {
        settle();
        if (!waiting.isEmpty()) {
            throw new IllegalStateException("a chunk has no place");
        }
        if (block.size() > 0) {
            note();
        }
    }

    private void note() {
        byte[] plain = block.toByteArray();
        block.reset();
        known.noteIndexBlock(
                runId,
                blocks++,
                Bytes.join(
                        ByteBuffer.allocate(Integer.BYTES).putInt(plain.length).array(), Zstd.compress(plain, LEVEL)));
    }
}
