package io.mooring.backup.source.tree;

import io.mooring.backup.source.ObjectWriter;
import java.io.IOException;
import java.io.InputStream;

/** Objects that are whole tar archives: a member never spans two. */
final class TarMembers {

    private static final byte[] ZEROS = new byte[2 * TarHeader.BLOCK];
    private static final int BUFFER = 128 * 1024;

    private TarMembers() {}

    static void write(ObjectWriter writer, String name, byte[] data) throws IOException {
        byte[] header = TarHeader.piece(name, data.length);
        writer.append(header, 0, header.length);
        writer.append(data, 0, data.length);
        writer.append(ZEROS, 0, Bytes.padding(data.length));
    }

    static void write(ObjectWriter writer, String name, InputStream data, long size) throws IOException {
        byte[] header = TarHeader.piece(name, size);
        writer.append(header, 0, header.length);
        byte[] buffer = new byte[BUFFER];
        long left = size;
        while (left > 0) {
            int n = data.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new IOException("a spool file is shorter than what was written to it");
            }
            writer.append(buffer, 0, n);
            left -= n;
        }
        writer.append(ZEROS, 0, Bytes.padding(size));
    }

    /** The archive's end, and the object's. */
    static void end(ObjectWriter writer) throws IOException {
        writer.append(ZEROS, 0, ZEROS.length);
        writer.endObject();
    }
}
