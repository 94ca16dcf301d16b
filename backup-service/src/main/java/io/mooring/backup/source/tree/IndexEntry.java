package io.mooring.backup.source.tree;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a run knows of a file for the next one.
 *
 * @param settled false when the file was written to so shortly before it was read that a later write could bear the same times
 * @param bare whether it was asked for extended attributes and has none; whoever sets one changes ctime
 */
record IndexEntry(
        byte[] path,
        long size,
        long inode,
        FileStat.Time modified,
        FileStat.Time changed,
        boolean settled,
        boolean bare,
        FileContent content) {

    private static final int CHUNK = 1;
    private static final int HOLE = 0;
    private static final int HASH = 32;
    /** Former runs noted 0 or 1, and former releases take anything but 0 for 1. */
    private static final int SETTLED = 1;

    private static final int SETTLED_AND_BARE = 3;

    /** Whether the file's content is what it was. */
    boolean isStill(FileStat stat) {
        return settled
                && size == stat.size()
                && inode == stat.inode()
                && modified.equals(stat.modified())
                && changed.equals(stat.changed());
    }

    /** The same one, of which this is known now. */
    IndexEntry bare(boolean is) {
        return is == bare ? this : new IndexEntry(path, size, inode, modified, changed, settled, is, content);
    }

    boolean isPlaced() {
        return content.chunks().stream().allMatch(chunk -> chunk.place() != null);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(path.length);
        out.write(path);
        out.writeLong(size);
        out.writeLong(inode);
        write(out, modified);
        write(out, changed);
        out.writeByte(!settled ? 0 : bare ? SETTLED_AND_BARE : SETTLED);
        out.writeInt(content.pieces().size());
        for (Piece piece : content.pieces()) {
            switch (piece) {
                case Piece.Hole hole -> {
                    out.writeByte(HOLE);
                    out.writeLong(hole.length());
                }
                case Piece.Chunk chunk -> {
                    ChunkPlace place = Objects.requireNonNull(chunk.place());
                    out.writeByte(CHUNK);
                    out.writeInt(Math.toIntExact(chunk.length()));
                    out.write(chunk.hash().sha256());
                    out.writeUTF(place.runId());
                    out.writeUTF(place.object());
                }
            }
        }
    }

    static IndexEntry read(DataInputStream in) throws IOException {
        byte[] path = in.readNBytes(in.readInt());
        long size = in.readLong();
        long inode = in.readLong();
        FileStat.Time modified = time(in);
        FileStat.Time changed = time(in);
        int flags = in.readByte();
        List<Piece> pieces = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pieces.add(piece(in));
        }
        return new IndexEntry(
                path, size, inode, modified, changed, flags != 0, flags == SETTLED_AND_BARE, new FileContent(pieces));
    }

    private static Piece piece(DataInputStream in) throws IOException {
        if (in.readByte() == HOLE) {
            return new Piece.Hole(in.readLong());
        }
        int length = in.readInt();
        ChunkHash hash = new ChunkHash(in.readNBytes(HASH));
        return new Piece.Chunk(hash, length, new ChunkPlace(in.readUTF(), in.readUTF()));
    }

    private static void write(DataOutputStream out, FileStat.Time time) throws IOException {
        out.writeLong(time.seconds());
        out.writeInt(time.nanos());
    }

    private static FileStat.Time time(DataInputStream in) throws IOException {
        return new FileStat.Time(in.readLong(), in.readInt());
    }
}
