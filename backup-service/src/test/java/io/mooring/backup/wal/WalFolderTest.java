package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WalFolderTest {

    private static final SegmentSize SIZE = new SegmentSize(1 << 20);

    @TempDir
    Path state;

    private WalFolder folder;

    @BeforeEach
    void begins() throws Exception {
        folder = new WalFolder(state, "main");
        folder.prepare();
    }

    @Test
    void removesASegmentWhoseFileWasNeverMadeWhole() throws Exception {
        Path whole = received("000000010000000000000004.partial", SIZE.bytes());
        folder.removeHalfMade(SIZE);
        assertThat(whole).exists();
        Path half = received("000000010000000000000005.partial", SIZE.bytes() / 2);
        folder.removeHalfMade(SIZE);
        assertThat(half).doesNotExist();
        assertThat(whole).exists();
    }

    @Test
    void leavesAnEmptyFileToPgReceivewal() throws Exception {
        Path empty = received("000000010000000000000005.partial", 0);
        folder.removeHalfMade(SIZE);
        assertThat(empty).exists();
    }

    @Test
    void forgetsWhatAFormerProcessHadHalfSealed() throws Exception {
        Path half = Files.write(folder.sealed(".000000010000000000000005.zst.pgp.part"), new byte[9]);
        Path sealed = Files.write(folder.sealed("000000010000000000000005.zst.pgp"), new byte[9]);
        folder.prepare();
        assertThat(half).doesNotExist();
        assertThat(folder.sealedFiles()).containsExactly(sealed);
        assertThat(folder.bytes()).isEqualTo(9);
    }

    @Test
    void goesBackToWhereATimelineWasLeft() throws Exception {
        Path before = received("000000010000000000000004", SIZE.bytes());
        Path left = received("000000010000000000000005", SIZE.bytes());
        Path beyond = received("000000010000000000000006.partial", SIZE.bytes());

        folder.goBackTo(new Segment(1, 5), SIZE);

        assertThat(before).exists();
        assertThat(left).doesNotExist();
        assertThat(beyond).doesNotExist();
        assertThat(folder.received().resolve("000000010000000000000005.partial"))
                .isEmptyFile();
    }

    @Test
    void keepsOfSegmentsBeingFilledTheNewestTimelines() throws Exception {
        Path left = received("000000010000000000000005.partial", SIZE.bytes());
        Path filling = received("000000020000000000000005.partial", SIZE.bytes());

        folder.forgetLeft();

        assertThat(left).doesNotExist();
        assertThat(folder.partial()).contains(filling);
    }

    @Test
    void knowsWhichSegmentIsAskedForNext() throws Exception {
        assertThat(folder.next(SIZE)).isEmpty();
        received("00000001000000000000000A", SIZE.bytes());
        assertThat(folder.next(SIZE)).contains(new Segment(1, 11));
        received("00000002000000000000000B.partial", SIZE.bytes());
        received("00000002.history", 9);
        assertThat(folder.next(SIZE)).contains(new Segment(2, 11));
        received("00000002000000000000000B", SIZE.bytes());
        assertThat(folder.next(SIZE)).contains(new Segment(2, 12));
    }

    private Path received(String name, int bytes) throws Exception {
        return Files.write(folder.received().resolve(name), new byte[bytes]);
    }
}
