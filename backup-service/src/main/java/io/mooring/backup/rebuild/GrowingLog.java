package io.mooring.backup.rebuild;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** The log of a running server, read on from where it was: logs grow long. */
final class GrowingLog implements AutoCloseable {

    private final BufferedReader log;
    /** What was read of a line whose end is not written yet. */
    private final StringBuilder line = new StringBuilder();

    GrowingLog(Path log) throws IOException {
        // What is not a database's encoding here must not end a recovery.
        this.log = new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.ISO_8859_1));
    }

    /** @param reader is told each line whose end was written since this was called before */
    void readOn(Consumer<String> reader) throws IOException {
        for (int next = log.read(); next >= 0; next = log.read()) {
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            reader.accept(line.toString());
            line.setLength(0);
        }
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
