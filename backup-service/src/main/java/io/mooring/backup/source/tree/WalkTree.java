package io.mooring.backup.source.tree;

import java.io.IOException;
import java.util.function.BooleanSupplier;

/**
 * Walks a tree depth first, names in the order of their bytes, and never through a symbolic link. One handle is open for each
 * folder on the way down, and memory holds their names only.
 */
final class WalkTree {

    private static final byte[] SLASH = {'/'};
    private static final byte[] ITSELF = {'.'};

    private final Excludes excludes;
    private final boolean oneFileSystem;
    private final BooleanSupplier cancelled;

    WalkTree(Excludes excludes, boolean oneFileSystem, BooleanSupplier cancelled) {
        this.excludes = excludes;
        this.oneFileSystem = oneFileSystem;
        this.cancelled = cancelled;
    }

    void walk(OpenFolder root, TreeVisitor visitor) throws IOException, InterruptedException {
        FileStat stat = root.stat();
        visitor.folder(new byte[0], stat, root, ITSELF);
        for (byte[] name : root.names()) {
            visit(root, name, name, stat.device(), visitor);
        }
    }

    private void visit(OpenFolder parent, byte[] name, byte[] path, long device, TreeVisitor visitor)
            throws IOException, InterruptedException {
        if (cancelled.getAsBoolean() || Thread.interrupted()) {
            throw new InterruptedException("cancelled");
        }
        if (excludes.matches(path, name)) {
            return;
        }
        try {
            FileStat stat = parent.stat(name);
            if (stat.isFolder()) {
                folder(parent, name, path, stat, device, visitor);
            } else if (stat.isFile()) {
                visitor.file(path, stat, parent, name);
            } else if (stat.isSymbolicLink()) {
                visitor.symbolicLink(path, stat, parent, name, parent.link(name));
            } else {
                visitor.skipped(path);
            }
        } catch (PosixFailure why) {
            if (why.isGone()) {
                visitor.vanished(path);
            } else {
                visitor.unreadable(path, why);
            }
        }
    }

    private void folder(OpenFolder parent, byte[] name, byte[] path, FileStat stat, long device, TreeVisitor visitor)
            throws IOException, InterruptedException {
        visitor.folder(path, stat, parent, name);
        if (oneFileSystem && stat.device() != device) {
            return;
        }
        try (OpenFolder folder = parent.open(name)) {
            for (byte[] child : folder.names()) {
                visit(folder, child, Bytes.join(path, SLASH, child), device, visitor);
            }
        }
    }
}
