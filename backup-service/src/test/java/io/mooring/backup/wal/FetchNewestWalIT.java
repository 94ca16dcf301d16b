package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.pipeline.SampleBackup;
import io.mooring.backup.pipeline.SealFile;
import io.mooring.backup.read.ReadFailure;
import io.mooring.backup.read.StoredChunk;
import io.mooring.backup.rebuild.FetchWal;
import io.mooring.backup.rebuild.WalFile;
import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Objects that were listed a moment ago and are gone by now. */
class FetchNewestWalIT {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path folder;

    @Test
    void takesWhatReplacedAnObjectThatIsGone() throws Exception {
        ReplayableWal newest = ReplayableWal.none(START);
        Deque<ReplayableWal> told = new ArrayDeque<>(List.of(filling("000000A0"), newest));

        assertThat(FetchNewestWal.<RuntimeException>fetch(fetch(), filling("00000050"), null, told::remove))
                .isSameAs(newest);
        assertThat(told).isEmpty();
    }

    @Test
    void namesAnObjectThatIsStillListedAndCannotBeRead() {
        ReplayableWal missing = filling("00000050");
        assertThatThrownBy(() -> FetchNewestWal.<RuntimeException>fetch(fetch(), missing, null, () -> missing))
                .isInstanceOf(ReadFailure.class)
                .hasMessageContaining("000000010000000000000004.00000050.partial");
    }

    @Test
    void givesUpWhereEachFollowerIsGoneToo() {
        Deque<ReplayableWal> told = new ArrayDeque<>();
        for (int next = 0; next < 30; next++) {
            told.add(filling("%08X".formatted(next)));
        }
        assertThatThrownBy(() -> FetchNewestWal.<RuntimeException>fetch(fetch(), told.remove(), null, told::remove))
                .isInstanceOf(ReadFailure.class);
        assertThat(told).hasSizeGreaterThan(10);
    }

    @Test
    void aPieceThatWasReplacedAtOneLocationIsNoLossAndAnyOtherIsTold() throws Exception {
        assertThat(passedOver("000000010000000000000004.00000050.partial.zst.pgp"))
                .isEmpty();
        assertThat(passedOver("000000010000000000000004.zst.pgp"))
                .singleElement()
                .asString()
                .contains("main/wal/000000010000000000000004.zst.pgp")
                .contains("Another location's copy");
    }

    /** Read from the second location, since the first one does not have it. */
    private List<String> passedOver(String name) throws Exception {
        Path file = folder.resolve(name);
        SealFile.Sealed sealed = new SealFile(SampleBackup.recipients(), 1)
                .seal(new ByteArrayInputStream(new byte[1000]), file, Instant.now());
        InMemoryLocation far = new InMemoryLocation("far");
        String key = "main/wal/" + name;
        try (var sink = far.create(key)) {
            byte[] bytes = Files.readAllBytes(file);
            sink.write(bytes, 0, bytes.length);
            sink.commit();
        }
        StoredChunk object = new StoredChunk(key, sealed.bytes(), sealed.sha256(), sealed.sourceBytes());
        FetchWal fetch = new FetchWal(
                Files.createDirectory(folder.resolve("of-" + name)), SampleBackup.operations(), more -> {});
        fetch.fetch(
                List.of(new WalFile("000000010000000000000004", object, List.of(new InMemoryLocation("near"), far))));
        return fetch.passedOver();
    }

    private FetchWal fetch() throws Exception {
        return new FetchWal(folder, SampleBackup.operations(), more -> {});
    }

    private static ReplayableWal filling(String... upTo) {
        List<ReplayableWal.Piece> pieces = Arrays.stream(upTo)
                .map(end -> "000000010000000000000004." + end + ".partial.zst.pgp")
                .map(name -> new WalFile(
                        "000000010000000000000004",
                        new StoredChunk("main/wal/" + name, 10, "0".repeat(64), 10),
                        List.of(new InMemoryLocation("far"))))
                .map(file -> new ReplayableWal.Piece(file, START))
                .toList();
        return new ReplayableWal(List.of(), pieces, null, null, START, START, true, List.of(), null);
    }
}
