package io.mooring.backup.source.tree;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The index of the run before, read once from start to end beside the walk, which asks in the same order. */
final class PreviousTree {

    private final KnownTrees known;
    private final @Nullable String runId;
    private DataInputStream block = new DataInputStream(new ByteArrayInputStream(new byte[0]));
    private int blocks;
    private @Nullable IndexEntry next;
    private boolean ended;

    /** @param runId null when there is none */
    PreviousTree(KnownTrees known, @Nullable String runId) {
        this.known = known;
        this.runId = runId;
        this.ended = runId == null;
    }

    /** The file of that path; paths are asked for in the order of the walk. */
    Optional<IndexEntry> find(byte[] path) {
        while (!ended) {
            IndexEntry entry = peek();
            int order = entry == null ? 1 : Bytes.compareWalked(entry.path(), path);
            if (order > 0) {
                return Optional.empty();
            }
            next = null;
            if (order == 0) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    private @Nullable IndexEntry peek() {
        try {
            if (next == null && (block.available() > 0 || nextBlock())) {
                next = IndexEntry.read(block);
            }
            return next;
        } catch (IOException damaged) {
            throw new UncheckedIOException("the index of run " + runId + " is damaged", damaged);
        }
    }

    private boolean nextBlock() {
        Optional<byte[]> read = runId == null ? Optional.empty() : known.indexBlock(runId, blocks++);
        if (read.isEmpty()) {
            ended = true;
            return false;
        }
        byte[] bytes = read.get();
        int length = ByteBuffer.wrap(bytes).getInt();
        block = new DataInputStream(new ByteArrayInputStream(
                Zstd.decompress(Arrays.copyOfRange(bytes, Integer.BYTES, bytes.length), length)));
        return true;
    }
}
