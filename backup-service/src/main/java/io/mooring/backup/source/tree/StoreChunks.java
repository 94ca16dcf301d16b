package io.mooring.backup.source.tree;

import io.mooring.backup.source.ObjectWriter;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Puts chunks that are not stored yet into packs, each a tar archive of its own. Chunks are gathered until it is worth asking which
 * of them are known.
 */
final class StoreChunks {

    private static final int MOST_BYTES = 16 * 1024 * 1024;
    private static final int MOST_CHUNKS = 256;

    private final KnownTrees known;
    private final String runId;
    private final String chainId;
    private final ObjectWriter writer;
    private final MessageDigest sha256 = sha256();
    private final List<Gathered> gathered = new ArrayList<>();
    private final Set<ChunkPlace> references = new HashSet<>();
    private int gatheredBytes;
    private boolean packOpen;

    private record Gathered(Piece.Chunk chunk, byte[] data) {}

    StoreChunks(KnownTrees known, String runId, String chainId, ObjectWriter writer) {
        this.known = known;
        this.runId = runId;
        this.chainId = chainId;
        this.writer = writer;
    }

    /** The objects of former runs that this tree needs. */
    Set<ChunkPlace> references() {
        return references;
    }

    Piece.Chunk add(byte[] data, int from, int length) throws IOException {
        byte[] own = Arrays.copyOfRange(data, from, from + length);
        Piece.Chunk chunk = new Piece.Chunk(new ChunkHash(sha256.digest(own)), length, null);
        gathered.add(new Gathered(chunk, own));
        gatheredBytes += length;
        if (gatheredBytes >= MOST_BYTES || gathered.size() >= MOST_CHUNKS) {
            store();
        }
        return chunk;
    }

    /** A file that did not change: its chunks are where they were. */
    void reuse(FileContent content) {
        content.chunks().forEach(chunk -> use(Objects.requireNonNull(chunk.place())));
    }

    /** Gives every chunk that was added its place. */
    void store() throws IOException {
        List<ChunkHash> asked =
                gathered.stream().map(each -> each.chunk().hash()).distinct().toList();
        if (asked.isEmpty()) {
            return;
        }
        Map<ChunkHash, ChunkPlace> places = new HashMap<>(known.find(chainId, runId, asked));
        Map<ChunkHash, ChunkPlace> added = new HashMap<>();
        for (Gathered each : gathered) {
            ChunkPlace place = places.get(each.chunk().hash());
            if (place == null) {
                place = write(each);
                places.put(each.chunk().hash(), place);
                added.put(each.chunk().hash(), place);
            }
            use(place);
            each.chunk().storedAt(place);
        }
        if (!added.isEmpty()) {
            known.noteChunks(runId, added);
        }
        gathered.clear();
        gatheredBytes = 0;
    }

    void finish() throws IOException {
        store();
        endPack();
    }

    private void use(ChunkPlace place) {
        if (!place.runId().equals(runId)) {
            references.add(place);
        }
    }

    private ChunkPlace write(Gathered each) throws IOException {
        ChunkPlace place = new ChunkPlace(runId, writer.objectName());
        TarMembers.write(writer, each.chunk().hash().pieceName(), each.data());
        packOpen = true;
        if (writer.isFull()) {
            endPack();
        }
        return place;
    }

    private void endPack() throws IOException {
        if (packOpen) {
            TarMembers.end(writer);
            packOpen = false;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
