package io.mooring.backup.rebuild;

import static java.nio.file.StandardOpenOption.APPEND;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TakenSegmentsTest {

    private static final String FIFTH = "000000010000000000000005";
    private static final String SIXTH = "000000010000000000000006";

    @TempDir
    Path folder;

    @Test
    void readsOnFromWhereTheLogWas() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), "LOG:  starting point-in-time recovery\n");
        try (TakenSegments taken = new TakenSegments(log)) {
            assertThat(taken.newest()).isEmpty();
            Files.writeString(log, said(FIFTH) + said(SIXTH), APPEND);
            assertThat(taken.newest()).contains(SIXTH);
            assertThat(taken.newest()).isEmpty();
        }
    }

    @Test
    void takesNoLineBeforeItsEndIsWritten() throws IOException {
        String line = said(FIFTH);
        Path log = Files.writeString(folder.resolve("log"), line.substring(0, 60));
        try (TakenSegments taken = new TakenSegments(log)) {
            assertThat(taken.newest()).isEmpty();
            Files.writeString(log, line.substring(60), APPEND);
            assertThat(taken.newest()).contains(FIFTH);
        }
    }

    @Test
    void takesAHistoryForNoSegment() throws IOException {
        Path log = Files.writeString(folder.resolve("log"), said(FIFTH) + said("00000002.history"));
        try (TakenSegments taken = new TakenSegments(log)) {
            assertThat(taken.newest()).contains(FIFTH);
        }
    }

    private static String said(String file) {
        return "2026-11-21 02:00:00.000 UTC [42] LOG:  restored log file \"" + file + "\" from archive\n";
    }
}
