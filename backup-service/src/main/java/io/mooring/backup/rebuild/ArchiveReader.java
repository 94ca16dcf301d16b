package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Reads a dump in custom format from its start on: bytes, and numbers and texts as pg_dump writes them. */
final class ArchiveReader {

    private static final int BUFFER = 1 << 20;

    private final FileChannel file;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);

    /** Of the buffer's first byte in the file. */
    private long start;

    ArchiveReader(FileChannel file) throws IOException {
        this.file = file;
        this.size = file.size();
    }

    /** It is not what we know, or damaged. */
    static final class NotUnderstood extends Exception {
        private static final long serialVersionUID = 1L;

        NotUnderstood() {
            super("no archive that is known", null, false, false);
        }
    }

    void require(boolean known) throws NotUnderstood {
        if (!known) {
            throw new NotUnderstood();
        }
    }

    long position() {
        return start + buffer.position();
    }

    boolean atEnd() {
        return position() == size;
    }

    byte next() throws IOException, NotUnderstood {
        if (!buffer.hasRemaining()) {
            fill();
        }
        return buffer.get();
    }

    /** A sign and four bytes, the lowest first. */
    int integer() throws IOException, NotUnderstood {
        boolean negative = next() != 0;
        long value = next() & 0xffL | (next() & 0xffL) << 8 | (next() & 0xffL) << 16 | (next() & 0xffL) << 24;
        require(value <= Integer.MAX_VALUE);
        return (int) (negative ? -value : value);
    }

    /** @return whether there was one: its length is -1 where there is none */
    boolean skipText() throws IOException, NotUnderstood {
        int length = integer();
        if (length == -1) {
            return false;
        }
        skip(length);
        return true;
    }

    void skip(int bytes) throws NotUnderstood {
        require(bytes >= 0 && bytes <= size - position());
        if (bytes <= buffer.remaining()) {
            buffer.position(buffer.position() + bytes);
        } else {
            start = position() + bytes;
            buffer.limit(0);
        }
    }

    private void fill() throws IOException, NotUnderstood {
        start = position();
        buffer.clear();
        int read = file.read(buffer, start);
        buffer.flip();
        require(read > 0);
    }
}
