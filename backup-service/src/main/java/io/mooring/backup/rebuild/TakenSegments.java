package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which segments a recovering server has taken so far, as its log tells, which is in English since lc_messages is C. */
final class TakenSegments implements AutoCloseable {

    /** Of RestoreArchivedFile in xlogarchive.c. */
    private static final Pattern TAKEN = Pattern.compile("restored log file \"([0-9A-F]{24})\" from archive");

    private final GrowingLog log;
    private Optional<String> newest = Optional.empty();

    TakenSegments(Path log) throws IOException {
        this.log = new GrowingLog(log);
    }

    /** The last one that was taken since this was asked before; empty when none was. */
    Optional<String> newest() throws IOException {
        newest = Optional.empty();
        log.readOn(this::read);
        return newest;
    }

    private void read(String line) {
        Matcher taken = TAKEN.matcher(line);
        newest = taken.find() ? Optional.of(taken.group(1)) : newest;
    }

    @Override
    public void close() throws IOException {
        log.close();
    }
}
