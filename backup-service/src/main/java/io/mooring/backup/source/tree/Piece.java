package io.mooring.backup.source.tree;

import org.jspecify.annotations.Nullable;

/** A part of a file's content, in order. */
sealed interface Piece {

    /** In bytes, of the file. */
    long length();

    /** So many bytes that were never written and read as zeros. */
    record Hole(long length) implements Piece {}

    /** A chunk. Where it is stored is found out for many at once, so it may not be known yet. */
    final class Chunk implements Piece {

        private final ChunkHash hash;
        private final int length;
        private @Nullable ChunkPlace place;

        Chunk(ChunkHash hash, int length, @Nullable ChunkPlace place) {
            this.hash = hash;
            this.length = length;
            this.place = place;
        }

        ChunkHash hash() {
            return hash;
        }

        @Override
        public long length() {
            return length;
        }

        @Nullable
        ChunkPlace place() {
            return place;
        }

        void storedAt(ChunkPlace found) {
            place = found;
        }
    }
}
