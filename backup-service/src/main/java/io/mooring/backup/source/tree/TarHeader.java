package io.mooring.backup.source.tree;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Headers of tar archives: POSIX.1-2001 (pax), with GNU's sparse format 1.0. Names are bytes; read them with LC_ALL=C. What fits
 * into the old fields stands there, the rest in a pax header before it.
 */
final class TarHeader {

    static final int BLOCK = 512;

    private static final long MOST_IN_OCTAL_12 = 0x1_ffff_ffffL;
    private static final int MOST_IN_OCTAL_8 = 0x1f_ffff;
    private static final int NAME = 100;
    private static final char PAX = 'x';

    private final ByteArrayOutputStream pax = new ByteArrayOutputStream();
    private final FileStat stat;
    private final char type;
    private byte[] name;
    private byte[] link = {};
    private long size;

    private TarHeader(byte[] name, FileStat stat, char type) {
        this.name = name;
        this.stat = stat;
        this.type = type;
    }

    /** A run of data within a sparse file. */
    record Extent(long offset, long length) {}

    static byte[] folder(byte[] path, FileStat stat, List<Attribute> attributes) {
        return new TarHeader(Bytes.join(path, Bytes.of("/")), stat, '5')
                .with(attributes)
                .bytes();
    }

    static byte[] symbolicLink(byte[] path, FileStat stat, byte[] target, List<Attribute> attributes) {
        TarHeader header = new TarHeader(path, stat, '2').with(attributes);
        header.link = target;
        return header.bytes();
    }

    /** Another name of a file that the archive holds already. */
    static byte[] hardLink(byte[] path, FileStat stat, byte[] first) {
        TarHeader header = new TarHeader(path, stat, '1');
        header.link = first;
        return header.bytes();
    }

    /** So many bytes must follow, and zeros up to a whole block. */
    static byte[] file(byte[] path, FileStat stat, long size, List<Attribute> attributes) {
        TarHeader header = new TarHeader(path, stat, '0').with(attributes);
        header.size = size;
        return header.bytes();
    }

    /** The header and the map of a file with holes; the extents' bytes must follow, and zeros up to a whole block. */
    static byte[] sparseFile(
            byte[] path, FileStat stat, long realSize, List<Extent> extents, List<Attribute> attributes) {
        StringBuilder numbers = new StringBuilder().append(extents.size()).append('\n');
        long held = 0;
        for (Extent extent : extents) {
            numbers.append(extent.offset()).append('\n').append(extent.length()).append('\n');
            held += extent.length();
        }
        byte[] map = Bytes.padded(Bytes.of(numbers.toString()));
        TarHeader header = new TarHeader(Bytes.of("GNUSparseFile.0/file"), stat, '0').with(attributes);
        header.record("GNU.sparse.major", Bytes.of("1"));
        header.record("GNU.sparse.minor", Bytes.of("0"));
        header.record("GNU.sparse.name", path);
        header.record("GNU.sparse.realsize", Bytes.of(Long.toString(realSize)));
        header.size = map.length + held;
        return Bytes.join(header.bytes(), map);
    }

    /** Of a piece: nothing but name and size. */
    static byte[] piece(String name, long size) {
        FileStat plain = new FileStat(0x8180, 1, 0, 0, 0, 0, size, 0, new FileStat.Time(0, 0), new FileStat.Time(0, 0));
        return file(Bytes.of(name), plain, size, List.of());
    }

    private TarHeader with(List<Attribute> attributes) {
        for (Attribute attribute : attributes) {
            record(attribute.key(), attribute.value());
        }
        return this;
    }

    private byte[] bytes() {
        FileStat.Time time = stat.modified();
        boolean plainTime = time.nanos() == 0 && time.seconds() >= 0 && time.seconds() <= MOST_IN_OCTAL_12;
        if (!plainTime) {
            record("mtime", Bytes.of(decimal(time)));
        }
        name = fitting("path", name);
        link = fitting("linkpath", link);
        if (size > MOST_IN_OCTAL_12) {
            record("size", Bytes.of(Long.toString(size)));
        }
        int uid = fitting("uid", stat.uid());
        int gid = fitting("gid", stat.gid());
        byte[] main = block(
                name,
                link,
                type,
                stat.permissions(),
                uid,
                gid,
                Math.min(size, MOST_IN_OCTAL_12),
                plainTime ? time.seconds() : 0);
        if (pax.size() == 0) {
            return main;
        }
        byte[] records = pax.toByteArray();
        byte[] before = block(Bytes.of("pax"), new byte[0], PAX, 0x180, 0, 0, records.length, 0);
        return Bytes.join(before, Bytes.padded(records), main);
    }

    /** Seconds with a fraction. Before 1970 the fraction counts down: one nanosecond before the epoch is -0.000000001. */
    private static String decimal(FileStat.Time time) {
        boolean negative = time.seconds() < 0 && time.nanos() > 0;
        long seconds = negative ? time.seconds() + 1 : time.seconds();
        int nanos = negative ? 1_000_000_000 - time.nanos() : time.nanos();
        return "%s%d.%09d".formatted(negative && seconds == 0 ? "-" : "", seconds, nanos);
    }

    private byte[] fitting(String key, byte[] value) {
        if (value.length <= NAME) {
            return value;
        }
        record(key, value);
        return java.util.Arrays.copyOf(value, NAME);
    }

    private int fitting(String key, int id) {
        if (id >= 0 && id <= MOST_IN_OCTAL_8) {
            return id;
        }
        record(key, Bytes.of(Integer.toUnsignedString(id)));
        return 0;
    }

    private void record(String key, byte[] value) {
        record(Bytes.of(key), value);
    }

    /** {@code "LENGTH KEY=VALUE\n"}, where the length counts itself. */
    private void record(byte[] key, byte[] value) {
        int rest = 1 + key.length + 1 + value.length + 1;
        int length = rest + Integer.toString(rest).length();
        if (Integer.toString(length).length() + rest != length) {
            length++;
        }
        pax.writeBytes(Bytes.of(length + " "));
        pax.writeBytes(key);
        pax.write('=');
        pax.writeBytes(value);
        pax.write('\n');
    }

    private static byte[] block(
            byte[] name, byte[] link, char type, int mode, int uid, int gid, long size, long seconds) {
        byte[] block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, name.length);
        octal(block, 100, 8, mode);
        octal(block, 108, 8, uid);
        octal(block, 116, 8, gid);
        octal(block, 124, 12, size);
        octal(block, 136, 12, seconds);
        block[156] = (byte) type;
        System.arraycopy(link, 0, block, 157, link.length);
        System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 8);
        checksum(block);
        return block;
    }

    /** The sum of the block's bytes with the sum's own field as blanks. */
    private static void checksum(byte[] block) {
        java.util.Arrays.fill(block, 148, 156, (byte) ' ');
        int sum = 0;
        for (byte b : block) {
            sum += Byte.toUnsignedInt(b);
        }
        octal(block, 148, 7, sum);
    }

    private static void octal(byte[] block, int at, int width, long value) {
        byte[] digits = Bytes.of(("%0" + (width - 1) + "o").formatted(value));
        System.arraycopy(digits, 0, block, at, digits.length);
        block[at + width - 1] = 0;
    }
}
