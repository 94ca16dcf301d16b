package io.mooring.backup.source.tree;

import java.io.IOException;

/** Told what a walk meets, in the order of paths; paths are from the root on, the root's own is empty. */
interface TreeVisitor {

    /** A folder, {@code name} in {@code parent}; what is in it follows. The root is "." in itself. */
    void folder(byte[] path, FileStat stat, OpenFolder parent, byte[] name) throws IOException;

    void symbolicLink(byte[] path, FileStat stat, OpenFolder parent, byte[] name, byte[] target) throws IOException;

    /** A file, to be read as {@code name} in {@code parent}, if at all. */
    void file(byte[] path, FileStat stat, OpenFolder parent, byte[] name) throws IOException, InterruptedException;

    /** A socket, device or pipe. */
    void skipped(byte[] path) throws IOException;

    /** Something is there that cannot be read. */
    void unreadable(byte[] path, PosixFailure why) throws IOException;

    /** It was there a moment ago. */
    void vanished(byte[] path) throws IOException;
}
