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
 */
record IndexEntry(
        byte[] path,
        long size,
        long inode,
        FileStat.Time modified,
        FileStat.Time changed,
        boolean settled,
        FileContent content) {

    private static final int CHUNK = 1;
    private static final int HOLE = 0;
    private static final int HASH = 32;

    /** Whether the file's content is what it was. */
    boolean isStill(FileStat stat) {
        return settled
                && size == stat.size()
                && inode == stat.inode()
                && modified.equals(stat.modified())
                && changed.equals(stat.changed());
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
        out.writeBoolean(settled);
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
        boolean settled = in.readBoolean();
        List<Piece> pieces = new ArrayList<>();
        for (int left = in.readInt(); left > 0; left--) {
            pieces.add(piece(in));
        }
        return new IndexEntry(path, size, inode, modified, changed, settled, new FileContent(pieces));
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
