package io.mooring.backup.source.tree;

import io.mooring.backup.source.ObjectSeries;
import io.mooring.backup.source.ObjectWriter;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;

/**
 * The tree as a tar archive of which only the headers are here: {@code list} names, in order and with a NUL behind each, the pieces
 * that make the archive when they are joined. Some pieces are chunks of files, which lie in packs; the others are the headers
 * between them. So everything that tar can tell (links, owners, times, holes, any name) needs nobody else to read it.
 */
final class DescribeTree implements AutoCloseable {

    private static final int MOST_PENDING = 1024 * 1024;
    private static final int FOLDER = 1000;
    private static final byte[] END = new byte[2 * TarHeader.BLOCK];

    private final Spool headers;
    private final Spool list;
    private final Spool notes;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();
    private int pieces;

    DescribeTree() throws IOException {
        this.headers = Spool.create();
        this.list = Spool.create();
        this.notes = Spool.create();
    }

    /** An entry without content. */
    void entry(byte[] header) throws IOException {
        pending.writeBytes(header);
        if (pending.size() > MOST_PENDING) {
            endPiece();
        }
    }

    /** A file: its header, then its chunks, then zeros up to a whole block. */
    void file(byte[] header, FileContent content) throws IOException {
        pending.writeBytes(header);
        endPiece();
        for (Piece.Chunk chunk : content.chunks()) {
            name(chunk.hash().pieceName());
        }
        pending.writeBytes(new byte[Bytes.padding(content.dataSize())]);
    }

    /** Something that whoever restores should know. */
    void note(String what, byte[] path) throws IOException {
        notes.out().write(Bytes.of(what + ": " + Bytes.shown(path) + "\n"));
    }

    /** What was noted so far; nothing more can be. */
    DataInputStream notes() throws IOException {
        return notes.read();
    }

    /** Writes the objects of the series TREE. */
    void writeTo(ObjectWriter writer) throws IOException {
        pending.writeBytes(END);
        endPiece();
        writer.begin(ObjectSeries.TREE);
        DataInputStream in = headers.read();
        for (int piece = 1; piece <= pieces; piece++) {
            TarMembers.write(writer, pieceName(piece), in.readNBytes(in.readInt()));
            if (writer.isFull()) {
                TarMembers.end(writer);
            }
        }
        TarMembers.write(writer, RestoreTree.LIST, list.read(), list.size());
        TarMembers.write(writer, RestoreTree.NOTES, notes(), notes.size());
        TarMembers.end(writer);
    }

    @Override
    public void close() throws IOException {
        headers.close();
        list.close();
        notes.close();
    }

    private void endPiece() throws IOException {
        if (pending.size() > 0) {
            pieces++;
            headers.out().writeInt(pending.size());
            pending.writeTo(headers.out());
            pending.reset();
            name(pieceName(pieces));
        }
    }

    private void name(String piece) throws IOException {
        list.out().write(Bytes.of(piece + "\0"));
    }

    private static String pieceName(int piece) {
        return "headers/%06d/%09d".formatted(piece / FOLDER, piece);
    }
}
