package io.mooring.backup.source.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** A file open for reading. Used by one thread. */
final class OpenFile implements AutoCloseable {

    private static final byte[] NOTHING = {};
    private static final int BUFFER = 256 * 1024;

    private final int handle;
    private final Arena arena = Arena.ofConfined();
    private final MemorySegment buffer = arena.allocate(BUFFER);

    OpenFile(int handle) {
        this.handle = handle;
    }

    FileStat stat() throws PosixFailure {
        return OpenFolder.stat(handle, NOTHING, Posix.AT_EMPTY_PATH);
    }

    /** Reads at most that many bytes from there on; 0 at the file's end. */
    int read(byte[] into, int at, int length, long offset) throws PosixFailure {
        try (Arena call = Arena.ofConfined()) {
            int n = (int) Posix.pread(call, handle, buffer, Math.min(length, BUFFER), offset);
            MemorySegment.copy(buffer, ValueLayout.JAVA_BYTE, 0, into, at, n);
            return n;
        }
    }

    /** Where data begin at or after that offset; {@code size} when only a hole is left. */
    long nextData(long offset, long size) throws PosixFailure {
        try (Arena call = Arena.ofConfined()) {
            return Posix.seek(call, handle, offset, Posix.SEEK_DATA, size);
        }
    }

    /** Where the data at that offset end. */
    long nextHole(long offset, long size) throws PosixFailure {
        try (Arena call = Arena.ofConfined()) {
            return Posix.seek(call, handle, offset, Posix.SEEK_HOLE, size);
        }
    }

    @Override
    public void close() {
        Posix.close(arena, handle);
        arena.close();
    }
}
