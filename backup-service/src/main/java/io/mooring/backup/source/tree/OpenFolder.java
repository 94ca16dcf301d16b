package io.mooring.backup.source.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A folder held open. Everything in it is reached through its handle and never through a symbolic link, so that a folder that is
 * swapped for a link while the tree is walked leads nowhere else.
 */
final class OpenFolder implements AutoCloseable {

    private static final int STATX_SIZE = 256;
    private static final int ENTRIES = 64 * 1024;
    private static final int LONGEST_LINK = 64 * 1024;
    private static final byte[] NOTHING = {};

    private final int handle;

    private OpenFolder(int handle) {
        this.handle = handle;
    }

    /** The root of a tree; it may be named through links. */
    static OpenFolder root(Path path) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
            return new OpenFolder(Posix.openat(arena, Posix.AT_FDCWD, name, Posix.O_DIRECTORY | Posix.O_CLOEXEC));
        }
    }

    OpenFolder open(byte[] name) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            return new OpenFolder(
                    Posix.openat(arena, handle, name, Posix.O_DIRECTORY | Posix.O_NOFOLLOW | Posix.O_CLOEXEC));
        }
    }

    OpenFile openFile(byte[] name) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            // A pipe that took the file's place must not hold us up.
            return new OpenFile(
                    Posix.openat(arena, handle, name, Posix.O_NOFOLLOW | Posix.O_CLOEXEC | Posix.O_NONBLOCK));
        }
    }

    /** Of what is in it, for calls that take no handle; links on the way to the folder cannot lead it astray. */
    byte[] pathOf(byte[] name) {
        return Bytes.join(Bytes.of("/proc/self/fd/" + handle + "/"), name);
    }

    /** Its own. */
    FileStat stat() throws PosixFailure {
        return stat(handle, NOTHING, Posix.AT_EMPTY_PATH);
    }

    /** Of what is in it, not of what a link points to. */
    FileStat stat(byte[] name) throws PosixFailure {
        return stat(handle, name, Posix.AT_SYMLINK_NOFOLLOW);
    }

    /** Where a symbolic link points to. */
    byte[] link(byte[] name) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment target = arena.allocate(LONGEST_LINK);
            long length = Posix.readlinkat(arena, handle, name, target);
            return target.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    /** The names in it, in the order of their bytes. To be asked once. */
    List<byte[]> names() throws PosixFailure {
        List<byte[]> names = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment entries = arena.allocate(ENTRIES, 8);
            for (long n = next(entries); n > 0; n = next(entries)) {
                collect(entries.asSlice(0, n), names);
            }
        }
        names.sort(Arrays::compareUnsigned);
        return names;
    }

    private long next(MemorySegment entries) throws PosixFailure {
        try (Arena call = Arena.ofConfined()) {
            return Posix.getdents(call, handle, entries);
        }
    }

    /** struct linux_dirent64: inode, offset, record length (at 16), type (at 18), name (at 19). */
    private static void collect(MemorySegment entries, List<byte[]> names) {
        for (long at = 0; at < entries.byteSize(); ) {
            int length = Short.toUnsignedInt(entries.get(ValueLayout.JAVA_SHORT, at + 16));
            byte[] padded = entries.asSlice(at + 19, length - 19L).toArray(ValueLayout.JAVA_BYTE);
            int end = 0;
            while (padded[end] != 0) {
                end++;
            }
            byte[] name = Arrays.copyOf(padded, end);
            if (!isDots(name)) {
                names.add(name);
            }
            at += length;
        }
    }

    @Override
    public void close() {
        try (Arena arena = Arena.ofConfined()) {
            Posix.close(arena, handle);
        }
    }

    private static boolean isDots(byte[] name) {
        return name[0] == '.' && (name.length == 1 || name.length == 2 && name[1] == '.');
    }

    /** struct statx, which is the same on all processors. */
    static FileStat stat(int handle, byte[] name, int flags) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment stat = arena.allocate(STATX_SIZE, 8);
            Posix.statx(arena, handle, name, flags, stat);
            return new FileStat(
                    Short.toUnsignedInt(stat.get(ValueLayout.JAVA_SHORT, 28)),
                    stat.get(ValueLayout.JAVA_INT, 16),
                    stat.get(ValueLayout.JAVA_INT, 20),
                    stat.get(ValueLayout.JAVA_INT, 24),
                    stat.get(ValueLayout.JAVA_LONG, 32),
                    (long) stat.get(ValueLayout.JAVA_INT, 136) << 32
                            | Integer.toUnsignedLong(stat.get(ValueLayout.JAVA_INT, 140)),
                    stat.get(ValueLayout.JAVA_LONG, 40),
                    stat.get(ValueLayout.JAVA_LONG, 48),
                    time(stat, 112),
                    time(stat, 96));
        }
    }

    private static FileStat.Time time(MemorySegment stat, long at) {
        return new FileStat.Time(stat.get(ValueLayout.JAVA_LONG, at), stat.get(ValueLayout.JAVA_INT, at + 8));
    }
}
