package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartialSegmentTest {

    private static final int PAGE = 8192;

    @TempDir
    Path folder;

    private Path file;
    private final byte[] content = new byte[1 << 20];

    @BeforeEach
    void names() {
        file = folder.resolve("000000010000000000000001.partial");
    }

    @Test
    void findsWhereTheZerosBeginAtARecordsAlignment() throws Exception {
        fill(0, 3 * PAGE + 101);
        assertThat(PartialSegment.filled(file, 0)).isEqualTo(3 * PAGE + 104);
    }

    @Test
    void isEmptyOrFull() throws Exception {
        fill(0, 0);
        assertThat(PartialSegment.filled(file, 0)).isZero();
        fill(0, content.length);
        assertThat(PartialSegment.filled(file, 0)).isEqualTo(content.length);
    }

    @Test
    void goesOnFromWhatItKnew() throws Exception {
        fill(0, 20 * PAGE);
        assertThat(PartialSegment.filled(file, 20 * PAGE)).isEqualTo(20 * PAGE);
        fill(20 * PAGE, 40);
        assertThat(PartialSegment.filled(file, 20 * PAGE)).isEqualTo(20 * PAGE + 40);
    }

    @Test
    void isNotStoppedByZerosWithinAPage() throws Exception {
        // A page's header, then a record of zeros, then the next page.
        for (int page = 0; page < 4; page++) {
            fill(page * PAGE, 24);
        }
        assertThat(PartialSegment.filled(file, 0)).isEqualTo(3 * PAGE + 24);
    }

    private void fill(int from, int length) throws Exception {
        java.util.Arrays.fill(content, from, from + length, (byte) 0x5a);
        Files.write(file, content);
    }
}
