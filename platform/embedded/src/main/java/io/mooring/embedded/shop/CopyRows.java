package io.mooring.embedded.shop;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** Rows of one table by COPY in its text format (PostgreSQL manual, COPY, "Text Format"). */
final class CopyRows implements AutoCloseable {

    private static final int FLUSH_AT = 64 * 1024;

    private final CopyIn copy;
    private final StringBuilder rows = new StringBuilder(FLUSH_AT + 16 * 1024);
    private boolean inRow;

    private CopyRows(CopyIn copy) {
        this.copy = copy;
    }

    static CopyRows into(Connection connection, String tableAndColumns) throws SQLException {
        return new CopyRows(
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn("COPY " + tableAndColumns + " FROM STDIN"));
    }

    CopyRows add(@Nullable Object value) {
        separate();
        if (value == null) {
            rows.append("\\N");
        } else {
            rows.append(
                    value.toString().replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n"));
        }
        return this;
    }

    CopyRows addBytes(byte[] value) {
        separate();
        rows.append("\\\\x").append(HexFormat.of().formatHex(value));
        return this;
    }

    void endRow() throws SQLException {
        rows.append('\n');
        inRow = false;
        if (rows.length() >= FLUSH_AT) {
            flush();
        }
    }

    /** Ends the COPY; if the connection broke before, this fails and no row is there. */
    @Override
    public void close() throws SQLException {
        flush();
        copy.endCopy();
    }

    private void separate() {
        if (inRow) {
            rows.append('\t');
        }
        inRow = true;
    }

    private void flush() throws SQLException {
        byte[] bytes = rows.toString().getBytes(StandardCharsets.UTF_8);
        copy.writeToCopy(bytes, 0, bytes.length);
        rows.setLength(0);
    }
}
