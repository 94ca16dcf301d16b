package io.mooring.backup.source.tree;

import java.util.ArrayList;
import java.util.List;

/** The pieces of one file; what they hold together is its size as it was read. */
record FileContent(List<Piece> pieces) {

    FileContent {
        pieces = List.copyOf(pieces);
    }

    long size() {
        return pieces.stream().mapToLong(Piece::length).sum();
    }

    boolean hasHoles() {
        return pieces.stream().anyMatch(Piece.Hole.class::isInstance);
    }

    /** Without holes: what follows the file's header. */
    List<Piece.Chunk> chunks() {
        return pieces.stream()
                .filter(Piece.Chunk.class::isInstance)
                .map(Piece.Chunk.class::cast)
                .toList();
    }

    long dataSize() {
        return chunks().stream().mapToLong(Piece::length).sum();
    }

    /** The runs of data; one that is empty at the file's end tells of a hole there. */
    List<TarHeader.Extent> extents() {
        List<TarHeader.Extent> extents = new ArrayList<>();
        long offset = 0;
        long begun = 0;
        for (Piece piece : pieces) {
            if (piece instanceof Piece.Hole) {
                if (offset > begun) {
                    extents.add(new TarHeader.Extent(begun, offset - begun));
                }
                begun = offset + piece.length();
            }
            offset += piece.length();
        }
        extents.add(new TarHeader.Extent(begun, offset - begun));
        return extents;
    }
}
