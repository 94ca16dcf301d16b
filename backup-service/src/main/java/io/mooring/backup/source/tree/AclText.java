package io.mooring.backup.source.tree;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * POSIX ACLs as the kernel hands them out (linux/posix_acl_xattr.h: version 2, then tag, rights and id of each entry, little endian) and as
 * text that tar takes: {@code user::rw-,user:1000:r--,group::r--,mask::r--,other::---}. Ids stay numbers: names belong to a host.
 */
final class AclText {

    private static final int VERSION = 2;
    private static final int HEADER = 4;
    private static final int ENTRY = 8;
    private static final int NO_ID = -1;

    private AclText() {}

    private enum Tag {
        USER_OBJ(0x01, "user", false),
        USER(0x02, "user", true),
        GROUP_OBJ(0x04, "group", false),
        GROUP(0x08, "group", true),
        MASK(0x10, "mask", false),
        OTHER(0x20, "other", false);

        private final int code;
        private final String word;
        private final boolean named;

        Tag(int code, String word, boolean named) {
            this.code = code;
            this.word = word;
            this.named = named;
        }
    }

    private record Entry(Tag tag, int rights, int id) {

        private String text() {
            return tag.word + ":" + (tag.named ? Integer.toUnsignedString(id) : "") + ":"
                    + ((rights & 4) == 0 ? '-' : 'r')
                    + ((rights & 2) == 0 ? '-' : 'w')
                    + ((rights & 1) == 0 ? '-' : 'x');
        }
    }

    /** Empty when it is not of the version that is known. In an order of its own, so that the same ACLs are the same text. */
    static Optional<byte[]> of(byte[] binary) {
        ByteBuffer from = ByteBuffer.wrap(binary).order(ByteOrder.LITTLE_ENDIAN);
        if (binary.length < HEADER || (binary.length - HEADER) % ENTRY != 0 || from.getInt() != VERSION) {
            return Optional.empty();
        }
        List<Entry> entries = new ArrayList<>();
        while (from.hasRemaining()) {
            Optional<Tag> tag = tag(Short.toUnsignedInt(from.getShort()));
            int rights = Short.toUnsignedInt(from.getShort());
            int id = from.getInt();
            if (tag.isEmpty() || rights > 7) {
                return Optional.empty();
            }
            entries.add(new Entry(tag.get(), rights, id));
        }
        entries.sort(Comparator.comparing(Entry::tag).thenComparing(Entry::id, Integer::compareUnsigned));
        return Optional.of(Bytes.of(entries.stream().map(Entry::text).collect(Collectors.joining(","))));
    }

    /** @throws IllegalArgumentException when it is none of our texts */
    static byte[] binary(byte[] text) {
        String[] entries = new String(text, StandardCharsets.US_ASCII).split(",");
        ByteBuffer into = ByteBuffer.allocate(HEADER + entries.length * ENTRY).order(ByteOrder.LITTLE_ENDIAN);
        into.putInt(VERSION);
        for (String entry : entries) {
            String[] parts = entry.split(":", -1);
            if (parts.length != 3 || !parts[2].matches("[r-][w-][x-]")) {
                throw new IllegalArgumentException("this is no ACL: " + Bytes.shown(text));
            }
            into.putShort((short) tag(parts[0], !parts[1].isEmpty(), text).code);
            into.putShort((short) rights(parts[2]));
            into.putInt(parts[1].isEmpty() ? NO_ID : Integer.parseUnsignedInt(parts[1]));
        }
        return into.array();
    }

    private static int rights(String words) {
        return (words.charAt(0) == 'r' ? 4 : 0) | (words.charAt(1) == 'w' ? 2 : 0) | (words.charAt(2) == 'x' ? 1 : 0);
    }

    private static Optional<Tag> tag(int code) {
        for (Tag tag : Tag.values()) {
            if (tag.code == code) {
                return Optional.of(tag);
            }
        }
        return Optional.empty();
    }

    private static Tag tag(String word, boolean named, byte[] text) {
        for (Tag tag : Tag.values()) {
            if (tag.word.equals(word) && tag.named == named) {
                return tag;
            }
        }
        throw new IllegalArgumentException("this is no ACL: " + Bytes.shown(text));
    }
}
