package io.mooring.backup.source.tree;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Where a chunk ends, decided by its content, so that bytes put into a file move the chunks after them instead of changing them
 * all. FastCDC with normalized chunking (Xia et al., USENIX ATC 2016): a gear hash, a stricter mask below the mean and a laxer one
 * above it. Values are part of what former runs stored: changing them means that everything travels once more.
 */
final class ChunkEnds {

    static final int LEAST = 256 * 1024;
    static final int MEAN = 1024 * 1024;
    static final int MOST = 4 * 1024 * 1024;

    /** 22 and 18 of the upper bits: the gear hash shifts left, so that these depend on the last 64 bytes. */
    private static final long BELOW_MEAN = -1L << 64 - 22;

    private static final long ABOVE_MEAN = -1L << 64 - 18;
    private static final long[] GEAR = gear();

    private ChunkEnds() {}

    /**
     * How many of these bytes the first chunk takes; 0 when more are needed to tell.
     *
     * @param last whether the file ends with these bytes
     */
    static int first(byte[] data, int from, int length, boolean last) {
        if (length <= LEAST) {
            return last ? length : 0;
        }
        int most = Math.min(length, MOST);
        long hash = 0;
        int at = LEAST;
        for (int mean = Math.min(most, MEAN); at < mean; at++) {
            hash = (hash << 1) + GEAR[data[from + at] & 0xff];
            if ((hash & BELOW_MEAN) == 0) {
                return at + 1;
            }
        }
        for (; at < most; at++) {
            hash = (hash << 1) + GEAR[data[from + at] & 0xff];
            if ((hash & ABOVE_MEAN) == 0) {
                return at + 1;
            }
        }
        return last || length >= MOST ? most : 0;
    }

    /** 256 numbers that look random and never change: the first bytes of SHA-256 of each index. */
    private static long[] gear() {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            long[] gear = new long[256];
            for (int i = 0; i < gear.length; i++) {
                gear[i] = java.nio.ByteBuffer.wrap(sha256.digest(new byte[] {(byte) i}))
                        .getLong();
            }
            return gear;
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
