package io.mooring.backup.wal;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.rebuild.WalFile;
import io.mooring.backup.wal.FindReplayableWal.Base;
import io.mooring.backup.wal.WalContinuity.Gap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FindReplayableWalTest {

    private static final SegmentSize SIZE = SegmentSize.STANDARD;
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant POINT = START.plus(Duration.ofHours(1));
    private static final List<BackupLocation> BOTH = List.of(new InMemoryLocation("near"), new InMemoryLocation("far"));
    private static final Base BASE = new Base(
            "main", "7", new BaseSpan(1, SIZE.start(2).plus(40), SIZE.start(2).plus(400)), START.plusSeconds(120));

    @Test
    void leadsFromTheBackupsFirstSegmentToTheRecoveryPoint() {
        ReplayableWal wal = find(BOTH, whole(1), whole(2), whole(3), filling(4, 80), filling(4, 160));

        assertThat(names(wal.files(null)))
                .containsExactly("000000010000000000000002", "000000010000000000000003", "000000010000000000000004");
        assertThat(wal.files(null).getLast().object().key())
                .isEqualTo("main/wal/000000010000000000000004.000000A0.partial.zst.pgp");
        assertThat(wal.complete()).isTrue();
        assertThat(wal.reaches(POINT)).isTrue();
        assertThat(wal.reaches(POINT.plusMillis(1))).isFalse();
        assertThat(wal.reaches(BASE.endedAt().minusMillis(1))).isFalse();
    }

    @Test
    void endsAtAGapAndNamesIt() {
        ReplayableWal wal = find(BOTH, whole(2), whole(3), whole(5), filling(6, 80));

        assertThat(names(wal.files(null))).containsExactly("000000010000000000000002", "000000010000000000000003");
        assertThat(wal.gap()).extracting(Gap::after, Gap::before).containsExactly(SIZE.start(4), SIZE.start(5));
        assertThat(wal.complete()).isFalse();
        assertThat(wal.to()).isEqualTo(sealed(3));
    }

    @Test
    void readsOnlyTheLocationThatWasNamedAndDoesNotClaimWhatOthersHave() {
        StoredWal elsewhere = new StoredWal(filling(4, 80).object(), Set.of("far"));

        ReplayableWal wal = find(BOTH.subList(0, 1), whole(2), whole(3), elsewhere);

        assertThat(names(wal.files(null))).containsExactly("000000010000000000000002", "000000010000000000000003");
        assertThat(wal.complete()).isFalse();
        assertThat(wal.to()).isEqualTo(sealed(3));
    }

    @Test
    void fetchesForATimeNoMoreThanWhatWasSealedSoonAfterIt() {
        ReplayableWal wal = find(BOTH, whole(2), whole(3), whole(30), filling(31, 80));
        assertThat(names(wal.files(null))).hasSize(2);

        ReplayableWal long_ = find(
                BOTH,
                java.util.stream.LongStream.range(2, 40)
                        .mapToObj(FindReplayableWalTest::whole)
                        .toArray(StoredWal[]::new));
        assertThat(names(long_.files(sealed(10)))).hasSize(15).endsWith(new Segment(1, 16).name(SIZE));
    }

    @Test
    void hasNothingWhereTheBackupsFirstSegmentIsNotStoredOrTheWalIsOfAnotherServer() {
        assertThat(find(BOTH, whole(3), whole(4)).files(null)).isEmpty();
        assertThat(find(BOTH).files(null)).isEmpty();
        assertThat(find(BOTH).to()).isNull();
    }

    @Test
    void believesAReplayOnlyThatCameToTheEnd() {
        ReplayableWal wal = find(BOTH, whole(2), whole(3), whole(4), filling(5, 80));

        assertThat(wal.isReplayedBy(SIZE.start(5).plus(40).toString())).isTrue();
        assertThat(wal.isReplayedBy(SIZE.start(4).plus(40).toString())).isTrue();
        assertThat(wal.isReplayedBy(SIZE.start(3).plus(40).toString())).isFalse();
        assertThat(wal.isReplayedBy(null)).isFalse();
    }

    @Test
    void endsBeforeAPieceThatIsGoneAndNamesIt() {
        ReplayableWal wal = find(BOTH, whole(2), whole(3), whole(4), filling(5, 80));

        ReplayableWal left = wal.endingBefore(wal.files(null).get(2));

        assertThat(names(left.files(null))).containsExactly("000000010000000000000002", "000000010000000000000003");
        assertThat(left.complete()).isFalse();
        assertThat(left.to()).isEqualTo(sealed(3));
        assertThat(left.missing())
                .isEqualTo("The WAL segment 000000010000000000000004 is missing (positions 0/4000000 to 0/5000000).");
        assertThat(wal.endingBefore(wal.files(null).getFirst()).to()).isNull();
        assertThat(find(BOTH, whole(2), whole(5)).missing())
                .contains("from 000000010000000000000003 to 000000010000000000000004 are missing");
    }

    @Test
    void leadsNowhereFromABackupThatEndedBehindWhereItsTimelineWasLeft() {
        StoredWal history = history(
                2,
                "1\t%s\tno recovery target specified\n".formatted(SIZE.start(2).plus(399)));
        StoredWal child = stored(2, WalObject.name(new Segment(2, 2).name(SIZE)), WalKind.SEGMENT, 2, SIZE.start(3));

        assertThat(find(BOTH, whole(2), history, child).segments()).isEmpty();

        StoredWal later = history(
                2,
                "1\t%s\tno recovery target specified\n".formatted(SIZE.start(2).plus(400)));
        assertThat(find(BOTH, whole(2), later, child).segments())
                .extracting(piece -> piece.file().name())
                .containsExactly(new Segment(2, 2).name(SIZE));
    }

    private static ReplayableWal find(List<BackupLocation> locations, StoredWal... stored) {
        Lsn shipped =
                stored.length == 0 ? null : stored[stored.length - 1].object().upTo();
        return FindReplayableWal.of(BASE, locations, report(shipped), List.of(stored));
    }

    private static WalReport report(@Nullable Lsn shipped) {
        return new WalReport(
                "main",
                WalReport.State.HEALTHY,
                null,
                "mooring_main",
                "7",
                SIZE.bytes(),
                shipped,
                shipped,
                POINT,
                Duration.ZERO,
                CanaryReport.OFF,
                POINT);
    }

    private static StoredWal whole(long number) {
        Segment segment = new Segment(1, number);
        return stored(WalObject.name(segment.name(SIZE)), WalKind.SEGMENT, number, segment.end(SIZE));
    }

    private static StoredWal filling(long number, long bytes) {
        Segment segment = new Segment(1, number);
        return stored(
                WalObject.partialName(segment.name(SIZE), bytes),
                WalKind.PARTIAL,
                number,
                segment.start(SIZE).plus(bytes));
    }

    private static StoredWal stored(String name, WalKind kind, long number, Lsn upTo) {
        return stored(1, name, kind, number, upTo);
    }

    private static StoredWal history(long timeline, String text) {
        return new StoredWal(
                new WalObject(
                        WalObject.name("%08X.history".formatted(timeline)),
                        WalKind.HISTORY,
                        timeline,
                        0,
                        new Lsn(0),
                        text.length(),
                        100,
                        "0".repeat(64),
                        text,
                        START),
                Set.of("near", "far"));
    }

    private static StoredWal stored(long timeline, String name, WalKind kind, long number, Lsn upTo) {
        return new StoredWal(
                new WalObject(
                        name, kind, timeline, number, upTo, SIZE.bytes(), 100, "0".repeat(64), null, sealed(number)),
                Set.of("near", "far"));
    }

    private static Instant sealed(long number) {
        return START.plus(Duration.ofMinutes(number));
    }

    private static List<String> names(List<WalFile> files) {
        return files.stream().map(WalFile::name).toList();
    }
}
