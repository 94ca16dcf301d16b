package io.mooring.backup.source.tree;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Extended attributes by the C library: Java's own API knows those of users only, and their names as text. Before Linux 6.13 there
 * is no call that takes a folder's handle and a name, so the handle goes into the path, by /proc; a link at the path's end is not followed.
 * Used by one thread.
 */
class PosixAttributes {

    /** XATTR_LIST_MAX and XATTR_SIZE_MAX of linux/limits.h. */
    private static final int MOST = 64 * 1024;

    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final java.lang.foreign.AddressLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle LIST =
            Posix.of("llistxattr", FunctionDescriptor.of(LONG, POINTER, POINTER, LONG));
    private static final MethodHandle GET =
            Posix.of("lgetxattr", FunctionDescriptor.of(LONG, POINTER, POINTER, POINTER, LONG));
    private static final MethodHandle SET = Posix.of(
            "lsetxattr",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, POINTER, POINTER, POINTER, LONG, ValueLayout.JAVA_INT));

    private final MemorySegment buffer = Arena.ofAuto().allocate(MOST);

    /** Their names; none where the file system has no attributes. */
    List<byte[]> names(OpenFolder folder, byte[] name) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = Posix.text(arena, folder.pathOf(name));
            long length = Posix.checked(arena, state -> (long) LIST.invokeExact(state, path, buffer, (long) MOST));
            return length == 0 ? List.of() : split(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE));
        } catch (PosixFailure failure) {
            if (failure.isUnsupported()) {
                return List.of();
            }
            throw failure;
        }
    }

    byte[] value(OpenFolder folder, byte[] name, byte[] attribute) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = Posix.text(arena, folder.pathOf(name));
            MemorySegment which = Posix.text(arena, attribute);
            long length =
                    Posix.checked(arena, state -> (long) GET.invokeExact(state, path, which, buffer, (long) MOST));
            return buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE);
        }
    }

    void set(OpenFolder folder, byte[] name, byte[] attribute, byte[] value) throws PosixFailure {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment path = Posix.text(arena, folder.pathOf(name));
            MemorySegment which = Posix.text(arena, attribute);
            MemorySegment bytes = Posix.text(arena, value);
            long length = value.length;
            Posix.checked(arena, state -> (int) SET.invokeExact(state, path, which, bytes, length, 0));
        }
    }

    private static List<byte[]> split(byte[] list) {
        List<byte[]> names = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < list.length; at++) {
            if (list[at] == 0) {
                names.add(Arrays.copyOfRange(list, from, at));
                from = at + 1;
            }
        }
        return names;
    }
}
