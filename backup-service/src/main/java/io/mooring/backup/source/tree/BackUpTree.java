package io.mooring.backup.source.tree;

import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads what is new in a tree, refers to what is not, and describes all of it. */
final class BackUpTree implements TreeVisitor {

    private static final Logger LOG = LoggerFactory.getLogger(BackUpTree.class);
    private static final int MOST_LOGGED = 20;
    private static final int MOST_WAITING = 1000;
    /** File systems count time in steps of up to this; two writes within one leave the same times. */
    private static final long UNSETTLED_SECONDS = 2;

    private static final byte[] HERE = Bytes.of("./");

    private final PreviousTree previous;
    private final StoreChunks chunks;
    private final NextIndex index;
    private final DescribeTree tree;
    private final ReadFile reader;
    private final Instant startedAt;
    private final HardLinks hardLinks = new HardLinks();
    private long files;
    private long folders;
    private long links;
    private long bytes;
    private long changedWhileRead;
    private long unreadable;
    private long skipped;

    BackUpTree(PreviousTree previous, StoreChunks chunks, NextIndex index, DescribeTree tree, Instant startedAt) {
        this.previous = previous;
        this.chunks = chunks;
        this.index = index;
        this.tree = tree;
        this.reader = new ReadFile(chunks);
        this.startedAt = startedAt;
    }

    Manifest.Files counted() {
        return new Manifest.Files(files, folders, links, bytes, changedWhileRead, unreadable, skipped);
    }

    @Override
    public void folder(byte[] path, FileStat stat) throws IOException {
        folders++;
        // The root is "./"; TarHeader puts the slash there itself.
        tree.entry(TarHeader.folder(path.length == 0 ? Bytes.of(".") : shown(path), stat));
    }

    @Override
    public void symbolicLink(byte[] path, FileStat stat, byte[] target) throws IOException {
        links++;
        tree.entry(TarHeader.symbolicLink(shown(path), stat, target));
    }

    @Override
    public void file(byte[] path, FileStat stat, OpenFolder parent, byte[] name) throws IOException {
        Optional<byte[]> first = stat.links() > 1 ? hardLinks.first(stat) : Optional.empty();
        if (first.isPresent()) {
            tree.entry(TarHeader.hardLink(shown(path), stat, shown(first.get())));
            files++;
            return;
        }
        Optional<IndexEntry> known = previous.find(path).filter(entry -> entry.isStill(stat));
        if (known.isPresent()) {
            chunks.reuse(known.get().content());
            add(path, stat, known.get().content());
            index.add(known.get());
        } else {
            read(path, parent, name);
        }
        if (index.waiting() > MOST_WAITING) {
            chunks.store();
            index.settle();
        }
    }

    /** The file's own handle tells what is read: its name may mean another file by now. */
    private void read(byte[] path, OpenFolder parent, byte[] name) throws IOException {
        try (OpenFile file = parent.openFile(name)) {
            FileStat before = file.stat();
            if (!before.isFile()) {
                vanished(path);
                return;
            }
            FileContent content = reader.read(file, before);
            boolean still = before.isSameAs(file.stat());
            if (!still) {
                changedWhileRead++;
                tree.note("changed while read", path);
            }
            add(path, before, content);
            boolean settled = still && before.changed().seconds() + UNSETTLED_SECONDS < startedAt.getEpochSecond();
            index.add(new IndexEntry(
                    path, before.size(), before.inode(), before.modified(), before.changed(), settled, content));
        }
    }

    private void add(byte[] path, FileStat stat, FileContent content) throws IOException {
        byte[] header = content.hasHoles()
                ? TarHeader.sparseFile(shown(path), stat, content.size(), content.extents())
                : TarHeader.file(shown(path), stat, content.dataSize());
        tree.file(header, content);
        hardLinks.add(path, stat);
        files++;
        bytes += content.size();
    }

    @Override
    public void skipped(byte[] path) throws IOException {
        skipped++;
        tree.note("left out, neither file nor folder nor link", path);
    }

    @Override
    public void unreadable(byte[] path, PosixFailure why) throws IOException {
        unreadable++;
        if (unreadable <= MOST_LOGGED) {
            LOG.warn("Not backed up: {} ({})", Bytes.shown(path), why.getMessage());
        }
        tree.note("not readable (" + why.getMessage() + ")", path);
    }

    @Override
    public void vanished(byte[] path) throws IOException {
        changedWhileRead++;
        tree.note("vanished while read", path);
    }

    private static byte[] shown(byte[] path) {
        return Bytes.join(HERE, path);
    }
}
