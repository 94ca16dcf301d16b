package io.mooring.backup.source.tree;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the archive of a tree, as {@link TarHeader} writes it, for the attributes in it; contents are passed over. */
final class ArchivedEntries {

    /** A header's records: all attributes, a path and some numbers. */
    private static final int MOST_RECORDS = 2 * BackUpAttributes.MOST_BYTES;

    private final InputStream in;

    ArchivedEntries(InputStream in) {
        this.in = in;
    }

    /** @param path without a slash at its end */
    record Entry(byte[] path, List<Attribute> attributes) {}

    /** The next one that has attributes; null after the last. */
    @Nullable
    Entry next() throws IOException {
        byte[] block = in.readNBytes(TarHeader.BLOCK);
        while (block.length == TarHeader.BLOCK && block[0] != 0) {
            long size = octal(block, 124, 12);
            if (block[156] == 'x') {
                Entry entry = described(records(size));
                if (entry != null) {
                    return entry;
                }
            } else {
                pass(size + Bytes.padding(size));
            }
            block = in.readNBytes(TarHeader.BLOCK);
        }
        return null;
    }

    private byte[] records(long size) throws IOException {
        if (size > MOST_RECORDS) {
            throw new OddArchive("a header of the tree's archive has " + size + " bytes");
        }
        byte[] records = in.readNBytes((int) size);
        if (records.length < size) {
            throw new OddArchive("the tree's archive ends within a header");
        }
        pass(Bytes.padding(size));
        return records;
    }

    /** Reads the header that the records belong to, and passes over its content. */
    private @Nullable Entry described(byte[] records) throws IOException {
        byte[] block = in.readNBytes(TarHeader.BLOCK);
        if (block.length < TarHeader.BLOCK) {
            throw new OddArchive("the tree's archive ends within a header");
        }
        List<Attribute> attributes = new ArrayList<>();
        byte[] path = text(block, 0, 100);
        long size = octal(block, 124, 12);
        for (int at = 0; at < records.length; ) {
            int space = find(records, ' ', at);
            long length = decimal(Arrays.copyOfRange(records, at, space));
            int equals = find(records, '=', space);
            if (length <= equals - at || length > records.length - at) {
                throw odd();
            }
            int end = at + (int) length;
            byte[] key = Arrays.copyOfRange(records, space + 1, equals);
            byte[] value = Arrays.copyOfRange(records, equals + 1, end - 1);
            switch (new String(key, StandardCharsets.ISO_8859_1)) {
                case "path", "GNU.sparse.name" -> path = value;
                case "size" -> size = decimal(value);
                default -> {
                    if (Attribute.isKey(key)) {
                        attributes.add(new Attribute(key, value));
                    }
                }
            }
            at = end;
        }
        pass(size + Bytes.padding(size));
        return attributes.isEmpty() ? null : new Entry(withoutSlash(path), attributes);
    }

    private void pass(long bytes) throws IOException {
        try {
            in.skipNBytes(bytes);
        } catch (EOFException cut) {
            throw new OddArchive("the tree's archive ends too early");
        }
    }

    private static byte[] withoutSlash(byte[] path) {
        return path.length > 1 && path[path.length - 1] == '/' ? Arrays.copyOf(path, path.length - 1) : path;
    }

    private static int find(byte[] records, char wanted, int from) throws IOException {
        for (int at = from; at < records.length; at++) {
            if (records[at] == wanted) {
                return at;
            }
        }
        throw odd();
    }

    private static long decimal(byte[] digits) throws OddArchive {
        return number(new String(digits, StandardCharsets.US_ASCII), 10);
    }

    private static long octal(byte[] block, int at, int width) throws OddArchive {
        return number(new String(block, at, width - 1, StandardCharsets.US_ASCII), 8);
    }

    private static long number(String digits, int radix) throws OddArchive {
        try {
            long number = Long.parseLong(digits, radix);
            if (number >= 0) {
                return number;
            }
        } catch (NumberFormatException none) {
            // As odd as a negative one.
        }
        throw odd();
    }

    private static byte[] text(byte[] block, int at, int width) {
        int end = at;
        while (end < at + width && block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, at, end);
    }

    private static OddArchive odd() {
        return new OddArchive("a header of the tree's archive is not understood");
    }
}
