package io.mooring.backup.source.tree;

import java.util.Arrays;
import java.util.HexFormat;

/** SHA-256 of a chunk's content: its name. */
public record ChunkHash(byte[] sha256) {

    private static final int LENGTH = 32;

    public ChunkHash {
        if (sha256.length != LENGTH) {
            throw new IllegalArgumentException("a SHA-256 has 32 bytes");
        }
    }

    /** The chunk's name within a pack: {@code ab/abcd…}. */
    String pieceName() {
        String hex = HexFormat.of().formatHex(sha256);
        return hex.substring(0, 2) + "/" + hex;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChunkHash hash && Arrays.equals(sha256, hash.sha256);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(sha256);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(sha256);
    }
}
