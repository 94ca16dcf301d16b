package io.mooring.backup.source.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/**
 * The functions of the C library that file trees need. Java's own file API turns names into text and back by the platform's
 * encoding, which loses names that are not valid in it; here a name is its bytes. Offsets in structures are those of Linux on
 * 64-bit processors, where glibc and musl agree.
 */
// Calling C is what this class is for; the application is started with --enable-native-access.
@SuppressWarnings("restricted")
final class Posix {

    static final int AT_FDCWD = -100;
    static final int AT_SYMLINK_NOFOLLOW = 0x100;
    static final int AT_EMPTY_PATH = 0x1000;
    static final int STATX_BASIC_STATS = 0x7ff;
    static final int O_NONBLOCK = 0x800;
    static final int O_CLOEXEC = 0x80000;
    static final int SEEK_DATA = 3;
    static final int SEEK_HOLE = 4;
    static final int ENXIO = 6;
    /** These two differ from processor to processor. */
    static final int O_DIRECTORY = arm() ? 0x4000 : 0x10000;

    static final int O_NOFOLLOW = arm() ? 0x8000 : 0x20000;

    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final java.lang.foreign.AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");
    private static final StructLayout STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO_OF = STATE.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private static final MethodHandle OPENAT = LINKER.downcallHandle(
            LINKER.defaultLookup().findOrThrow("openat"),
            FunctionDescriptor.of(INT, INT, POINTER, INT, INT),
            ERRNO,
            Linker.Option.firstVariadicArg(3));
    private static final MethodHandle STATX = of("statx", FunctionDescriptor.of(INT, INT, POINTER, INT, INT, POINTER));
    private static final MethodHandle READLINKAT =
            of("readlinkat", FunctionDescriptor.of(LONG, INT, POINTER, POINTER, LONG));
    private static final MethodHandle PREAD = of("pread", FunctionDescriptor.of(LONG, INT, POINTER, LONG, LONG));
    private static final MethodHandle LSEEK = of("lseek", FunctionDescriptor.of(LONG, INT, LONG, INT));
    private static final MethodHandle CLOSE = of("close", FunctionDescriptor.of(INT, INT));
    private static final MethodHandle GETDENTS = of("getdents64", FunctionDescriptor.of(LONG, INT, POINTER, LONG));

    private Posix() {}

    private static boolean arm() {
        return System.getProperty("os.arch", "").equals("aarch64");
    }

    static MethodHandle of(String name, FunctionDescriptor signature) {
        return LINKER.downcallHandle(LINKER.defaultLookup().findOrThrow(name), signature, ERRNO);
    }

    /** The name with a NUL behind it. */
    static MemorySegment text(Arena arena, byte[] name) {
        MemorySegment text = arena.allocate(name.length + 1L);
        MemorySegment.copy(name, 0, text, ValueLayout.JAVA_BYTE, 0, name.length);
        return text;
    }

    static int openat(Arena arena, int folder, byte[] name, int flags) throws PosixFailure {
        return (int) checked(arena, state -> (int) OPENAT.invokeExact(state, folder, text(arena, name), flags, 0));
    }

    static void statx(Arena arena, int folder, byte[] name, int flags, MemorySegment into) throws PosixFailure {
        checked(arena, state ->
                (int) STATX.invokeExact(state, folder, text(arena, name), flags, STATX_BASIC_STATS, into));
    }

    static long readlinkat(Arena arena, int folder, byte[] name, MemorySegment into) throws PosixFailure {
        return checked(
                arena, state -> (long) READLINKAT.invokeExact(state, folder, text(arena, name), into, into.byteSize()));
    }

    static long pread(Arena arena, int file, MemorySegment into, long length, long offset) throws PosixFailure {
        return checked(arena, state -> (long) PREAD.invokeExact(state, file, into, length, offset));
    }

    /** Where the next data or hole begins; the file's size where there is none. */
    static long seek(Arena arena, int file, long offset, int whence, long size) throws PosixFailure {
        MemorySegment state = arena.allocate(STATE);
        long found = call(() -> (long) LSEEK.invokeExact(state, file, offset, whence));
        if (found >= 0) {
            return found;
        }
        int errno = (int) ERRNO_OF.get(state, 0L);
        if (errno == ENXIO) {
            return size;
        }
        throw new PosixFailure(errno);
    }

    static void close(Arena arena, int file) {
        MemorySegment state = arena.allocate(STATE);
        call(() -> (int) CLOSE.invokeExact(state, file));
    }

    /** Fills in the next entries of a folder; answers their bytes, 0 at its end. readdir(3) would tell errors by errno only. */
    static long getdents(Arena arena, int folder, MemorySegment into) throws PosixFailure {
        return checked(arena, state -> (long) GETDENTS.invokeExact(state, folder, into, into.byteSize()));
    }

    private interface Call {
        long run() throws Throwable;
    }

    interface CheckedCall {
        long run(MemorySegment state) throws Throwable;
    }

    static long checked(Arena arena, CheckedCall call) throws PosixFailure {
        MemorySegment state = arena.allocate(STATE);
        long result = call(() -> call.run(state));
        if (result < 0) {
            throw new PosixFailure((int) ERRNO_OF.get(state, 0L));
        }
        return result;
    }

    private static long call(Call call) {
        try {
            return call.run();
        } catch (RuntimeException | Error fault) {
            throw fault;
        } catch (Throwable impossible) {
            throw new IllegalStateException("a native call threw", impossible);
        }
    }
}
