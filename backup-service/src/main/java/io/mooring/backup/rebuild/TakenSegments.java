package io.mooring.backup.rebuild;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which segments a recovering server has taken so far, as its log tells, which is in English since lc_messages is C. Reads on from where it was:
 * logs grow long.
 */
final class TakenSegments implements AutoCloseable {

    /** Of RestoreArchivedFile in xlogarchive.c. */
    private static final Pattern TAKEN = Pattern.compile("restored log file \"([0-9A-F]{24})\" from archive");

    private final BufferedReader log;
    /** What was read of a line whose end is not written yet. */
    private final StringBuilder line = new StringBuilder();

    TakenSegments(Path log) throws IOException {
        // What is not a database's encoding here must not end a recovery.
        this.log = new BufferedReader(new InputStreamReader(Files.newInputStream(log), StandardCharsets.ISO_8859_1));
    }

    /** The last one that was taken since this was asked before; empty when none was. */
    Optional<String> newest() throws IOException {
        @Nullable String newest = null;
        for (int next = log.read(); next >= 0; next = log.read()) {
            if (next != '\n') {
                line.append((char) next);
                continue;
            }
            Matcher taken = TAKEN.matcher(line);
            newest = taken.find() ? taken.group(1) : newest;
            line.setLength(0);
        }
        return Optional.ofNullable(newest);
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
