package io.mooring.backup.rebuild;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that pieces of a file tree may have, and the list of those that make the archive when they are joined. */
final class PieceNames implements AutoCloseable {

    static final String LIST = "list";

    private static final Pattern CONTENT = Pattern.compile("[0-9a-f]{2}/[0-9a-f]{64}|headers/[0-9]{6,}/[0-9]{9,}");
    private static final int LONGEST = 100;

    private final InputStream list;

    PieceNames(InputStream list) {
        this.list = new BufferedInputStream(list);
    }

    /** Whether it is the name of something that an object may unpack to. */
    static boolean isKnown(String name) {
        return CONTENT.matcher(name).matches() || name.equals(LIST) || name.equals("notes.txt");
    }

    /** The next one; null after the last. What is no piece's name ends it: it could be any file's. */
    @Nullable
    String next() throws IOException {
        ByteArrayOutputStream name = new ByteArrayOutputStream();
        for (int next = list.read(); next > 0; next = list.read()) {
            name.write(next);
            if (name.size() > LONGEST) {
                break;
            }
        }
        if (name.size() == 0) {
            return null;
        }
        String found = name.toString(StandardCharsets.ISO_8859_1);
        if (!CONTENT.matcher(found).matches()) {
            throw new ToolRefused("its list names something that is no piece of it");
        }
        return found;
    }

    @Override
    public void close() throws IOException {
        list.close();
    }
}
