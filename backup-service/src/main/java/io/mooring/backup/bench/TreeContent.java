package io.mooring.backup.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** Bytes for files: text, which compresses to about a third, or noise, which does not. */
final class TreeContent {

    private static final int WORDS = 4096;
    private static final int LONGEST = 12;
    private static final int BLOCK = 64 * 1024;

    private final Random random;
    private final byte[][] words = new byte[WORDS][];
    private final byte[] block = new byte[BLOCK];

    /** @param random java.util.Random, whose numbers are the same with every Java */
    TreeContent(Random random) {
        this.random = random;
        for (int i = 0; i < WORDS; i++) {
            words[i] = word();
        }
    }

    void write(Path file, long bytes, boolean text) throws IOException {
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), BLOCK)) {
            for (long left = bytes; left > 0; left -= BLOCK) {
                int length = (int) Math.min(BLOCK, left);
                out.write(text ? text() : noise(), 0, length);
            }
        }
    }

    byte[] some(int bytes, boolean text) {
        return java.util.Arrays.copyOf(text ? text() : noise(), Math.min(BLOCK, bytes));
    }

    private byte[] noise() {
        random.nextBytes(block);
        return block;
    }

    private byte[] text() {
        int at = 0;
        while (at < BLOCK) {
            byte[] word = words[random.nextInt(WORDS)];
            int length = Math.min(word.length, BLOCK - at);
            System.arraycopy(word, 0, block, at, length);
            at += length;
        }
        return block;
    }

    private byte[] word() {
        byte[] word = new byte[2 + random.nextInt(LONGEST)];
        for (int i = 0; i < word.length - 1; i++) {
            word[i] = (byte) ('a' + random.nextInt(26));
        }
        word[word.length - 1] = ' ';
        return word;
    }
}
