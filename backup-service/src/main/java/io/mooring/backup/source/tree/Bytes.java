package io.mooring.backup.source.tree;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Names and blocks as bytes. */
final class Bytes {

    private Bytes() {}

    static byte[] of(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] join(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    /** With zeros up to a whole block of tar's. */
    static byte[] padded(byte[] data) {
        return Arrays.copyOf(data, data.length + padding(data.length));
    }

    /** How many zeros are missing to a whole block of tar's. */
    static int padding(long length) {
        return (int) (-length & TarHeader.BLOCK - 1);
    }

    /** For people and logs: control characters and bytes that are no UTF-8 as escapes. */
    static String shown(byte[] name) {
        StringBuilder shown = new StringBuilder();
        new String(name, StandardCharsets.UTF_8).codePoints().forEach(c -> {
            if (Character.isISOControl(c) || c == '\ufffd') {
                shown.append("\\x%02x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        });
        return shown.toString();
    }

    /** The order in which a walk meets paths: name by name, so a folder's content comes before what sorts after its name. */
    static int compareWalked(byte[] one, byte[] other) {
        int common = Math.min(one.length, other.length);
        for (int i = 0; i < common; i++) {
            if (one[i] != other[i]) {
                return rank(one[i]) - rank(other[i]);
            }
        }
        return one.length - other.length;
    }

    private static int rank(byte b) {
        return b == '/' ? 0 : Byte.toUnsignedInt(b);
    }
}
