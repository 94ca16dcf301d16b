package io.mooring.backup.source.tree;

import io.mooring.backup.manifest.Manifest;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
    private final BackUpAttributes attributes;
    private final Instant startedAt;
    private final HardLinks hardLinks = new HardLinks();
    private long files;
    private long folders;
    private long links;
    private long bytes;
    private long changedWhileRead;
    private long unreadable;
    private long skipped;

    BackUpTree(PreviousTree previous, StoreChunks chunks, NextIndex index, DescribeTree tree, Instant startedAt)
            throws IOException {
        this.previous = previous;
        this.chunks = chunks;
        this.index = index;
        this.tree = tree;
        this.reader = new ReadFile(chunks);
        this.attributes = new BackUpAttributes(tree);
        this.startedAt = startedAt;
    }

    Manifest.Files counted() {
        return new Manifest.Files(
                files, folders, links, bytes, changedWhileRead, unreadable, skipped, attributes.counted());
    }

    @Override
    public void folder(byte[] path, FileStat stat, OpenFolder parent, byte[] name) throws IOException {
        List<Attribute> has = attributes.read(path, parent, name).attributes();
        folders++;
        // The root is "./"; TarHeader puts the slash there itself.
        byte[] shown = path.length == 0 ? Bytes.of(".") : shown(path);
        tree.entry(TarHeader.folder(shown, stat, has));
        attributes.written(shown, has);
    }

    @Override
    public void symbolicLink(byte[] path, FileStat stat, OpenFolder parent, byte[] name, byte[] target)
            throws IOException {
        List<Attribute> has = attributes.read(path, parent, name).attributes();
        links++;
        tree.entry(TarHeader.symbolicLink(shown(path), stat, target, has));
        attributes.written(shown(path), has);
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
            reuse(known.get(), stat, parent, name);
        } else {
            read(path, parent, name);
        }
        if (index.waiting() > MOST_WAITING) {
            chunks.store();
            index.settle();
        }
    }

    /** Nobody wrote to the file or its inode: what had no attributes has none. */
    private void reuse(IndexEntry known, FileStat stat, OpenFolder parent, byte[] name) throws IOException {
        BackUpAttributes.Found has =
                known.bare() ? BackUpAttributes.Found.NONE : attributes.read(known.path(), parent, name);
        chunks.reuse(known.content());
        add(known.path(), stat, known.content(), has.attributes());
        index.add(known.bare(has.none()));
    }

    /** The file's own handle tells what is read: its name may mean another file by now. */
    private void read(byte[] path, OpenFolder parent, byte[] name) throws IOException {
        try (OpenFile file = parent.openFile(name)) {
            FileStat before = file.stat();
            if (!before.isFile()) {
                vanished(path);
                return;
            }
            BackUpAttributes.Found has = attributes.read(path, parent, name);
            FileContent content = reader.read(file, before);
            boolean still = before.isSameAs(file.stat());
            if (!still) {
                changedWhileRead++;
                tree.note("changed while read", path);
            }
            add(path, before, content, has.attributes());
            boolean settled = still && before.changed().seconds() + UNSETTLED_SECONDS < startedAt.getEpochSecond();
            index.add(new IndexEntry(
                    path,
                    before.size(),
                    before.inode(),
                    before.modified(),
                    before.changed(),
                    settled,
                    has.none(),
                    content));
        }
    }

    private void add(byte[] path, FileStat stat, FileContent content, List<Attribute> has) throws IOException {
        byte[] header = content.hasHoles()
                ? TarHeader.sparseFile(shown(path), stat, content.size(), content.extents(), has)
                : TarHeader.file(shown(path), stat, content.dataSize(), has);
        tree.file(header, content);
        attributes.written(shown(path), has);
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
