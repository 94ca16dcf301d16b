package io.mooring.backup.location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Notices that a disk is gone. What is left of an unmounted disk is an empty folder on the disk above: whoever wrote on would fill that
 * one, and whoever listed would find no backups. Another disk in the same place is fine.
 */
final class MountWatch {

    private final Path root;
    private volatile boolean wasMounted;

    MountWatch(Path root) {
        this.root = root;
    }

    /** Whether a disk was mounted exactly here since this process began, and none is now. */
    boolean isGone() throws IOException {
        boolean mounted = root.getParent() != null && !device(root).equals(device(root.getParent()));
        wasMounted |= mounted;
        return wasMounted && !mounted;
    }

    private static Object device(Path path) throws IOException {
        return Files.getAttribute(path, "unix:dev");
    }
}
