package io.mooring.backup.source.tree;

/**
 * What statx(2) tells of a file. Times are seconds and nanoseconds since the epoch.
 *
 * @param mode type and permissions
 * @param blocks of 512 bytes that it really takes
 */
record FileStat(
        int mode,
        int links,
        int uid,
        int gid,
        long inode,
        long device,
        long size,
        long blocks,
        Time modified,
        Time changed) {

    private static final int TYPE = 0xf000;

    /** @param nanos below a second */
    record Time(long seconds, int nanos) {}

    boolean isFolder() {
        return (mode & TYPE) == 0x4000;
    }

    boolean isFile() {
        return (mode & TYPE) == 0x8000;
    }

    boolean isSymbolicLink() {
        return (mode & TYPE) == 0xa000;
    }

    int permissions() {
        return mode & 0xfff;
    }

    /** Whether there may be holes: less is allocated than it says it holds. */
    boolean isSparse() {
        return blocks * 512 < size;
    }

    /** Whether nobody has written to the file or its inode in between. */
    boolean isSameAs(FileStat other) {
        return size == other.size
                && inode == other.inode
                && modified.equals(other.modified)
                && changed.equals(other.changed);
    }
}
