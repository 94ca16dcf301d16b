package io.mooring.backup.rebuild;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The pieces of a file tree, one after the other as its list names them: the tree's archive. What is passed over is not read. */
final class JoinedPieces extends InputStream {

    private final Path pieces;
    private final PieceNames names;
    private @Nullable InputStream piece;

    JoinedPieces(Path pieces) throws IOException {
        this.pieces = pieces;
        this.names = new PieceNames(Files.newInputStream(pieces.resolve(PieceNames.LIST), LinkOption.NOFOLLOW_LINKS));
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        for (InputStream in = current(); in != null; in = current()) {
            int n = in.read(into, from, length);
            if (n > 0) {
                return n;
            }
            endPiece();
        }
        return -1;
    }

    /** 0 at the end of a piece too: {@link #skipNBytes} reads on then. */
    @Override
    public long skip(long bytes) throws IOException {
        InputStream in = current();
        return in == null || bytes <= 0 ? 0 : in.skip(bytes);
    }

    private @Nullable InputStream current() throws IOException {
        if (piece == null) {
            String name = names.next();
            if (name != null) {
                piece = new BufferedInputStream(Files.newInputStream(pieces.resolve(name), LinkOption.NOFOLLOW_LINKS));
            }
        }
        return piece;
    }

    private void endPiece() throws IOException {
        if (piece != null) {
            piece.close();
            piece = null;
        }
    }

    @Override
    public void close() throws IOException {
        try {
            endPiece();
        } finally {
            names.close();
        }
    }
}
