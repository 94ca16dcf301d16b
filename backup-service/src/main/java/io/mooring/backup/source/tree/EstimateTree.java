package io.mooring.backup.source.tree;

/** Sums up what is going to be read: files that are not as they were. */
final class EstimateTree implements TreeVisitor {

    private final PreviousTree previous;
    private long bytes;

    EstimateTree(PreviousTree previous) {
        this.previous = previous;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void file(byte[] path, FileStat stat, OpenFolder parent, byte[] name) {
        if (previous.find(path).filter(entry -> entry.isStill(stat)).isEmpty()) {
            bytes += Math.min(stat.size(), stat.blocks() * 512);
        }
    }

    @Override
    public void folder(byte[] path, FileStat stat, OpenFolder parent, byte[] name) {}

    @Override
    public void symbolicLink(byte[] path, FileStat stat, OpenFolder parent, byte[] name, byte[] target) {}

    @Override
    public void skipped(byte[] path) {}

    @Override
    public void unreadable(byte[] path, PosixFailure why) {}

    @Override
    public void vanished(byte[] path) {}
}
