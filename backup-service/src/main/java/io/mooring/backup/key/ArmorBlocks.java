package io.mooring.backup.key;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Key files that were put together: Bouncy Castle reads the first armored block of a file only. */
final class ArmorBlocks {

    private static final String BEGIN = "-----BEGIN PGP ";

    private ArmorBlocks() {}

    /** Each armored block by itself; a file that is not armored is one block. */
    static List<byte[]> of(byte[] file) {
        String text = new String(file, StandardCharsets.ISO_8859_1);
        List<byte[]> blocks = new ArrayList<>();
        int at = text.indexOf(BEGIN);
        if (at < 0) {
            return List.of(file);
        }
        while (at >= 0) {
            int next = text.indexOf(BEGIN, at + BEGIN.length());
            String block = next < 0 ? text.substring(at) : text.substring(at, next);
            blocks.add(block.getBytes(StandardCharsets.ISO_8859_1));
            at = next;
        }
        return blocks;
    }
}
