package io.mooring.backup.wal;

import io.mooring.backup.rebuild.WalFile;
import io.mooring.backup.source.ClusterCanary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The stored WAL that leads on from a base backup, without a gap.
 *
 * @param histories of timelines
 * @param segments in order
 * @param upTo the position up to which there is WAL; null when none is stored that leads on from it
 * @param size null while the server has never told it
 * @param from the base backup's end
 * @param to the time up to which it can be recovered; null when no WAL leads on from it
 * @param complete whether everything is there that was committed up to {@code to}. Otherwise that is only a bound: when the last WAL was sealed.
 * @param canaries that are in it behind the base backup, in order
 * @param gap what is missing behind it; null when nothing is
 */
public record ReplayableWal(
        List<WalFile> histories,
        List<Piece> segments,
        @Nullable Lsn upTo,
        @Nullable SegmentSize size,
        Instant from,
        @Nullable Instant to,
        boolean complete,
        List<ClusterCanary> canaries,
        WalContinuity.@Nullable Gap gap) {

    /** Clocks differ, and what a segment holds was written before it was sealed, but on another host. */
    private static final Duration CLOCKS = Duration.ofMinutes(5);

    /** One segment, and when it was sealed here. */
    public record Piece(WalFile file, Instant sealedAt) {}

    public ReplayableWal {
        histories = List.copyOf(histories);
        segments = List.copyOf(segments);
        canaries = List.copyOf(canaries);
    }

    /** Nothing leads on: a base backup comes back as of its own end. */
    public static ReplayableWal none(Instant from) {
        return new ReplayableWal(List.of(), List.of(), null, null, from, null, false, List.of(), null);
    }

    ReplayableWal with(List<ClusterCanary> found) {
        return new ReplayableWal(histories, segments, upTo, size, from, to, complete, found, gap);
    }

    /** The newest segment's. */
    long timeline() {
        return Long.parseLong(segments.getLast().file().name().substring(0, 8), 16);
    }

    /** With which recovery to a time can be proven; empty when there are none in it. */
    public Optional<CanaryPair> canaryPair() {
        return CanaryPair.newest(canaries);
    }

    /** The same without that file, which is missing although it should be there, and all behind it. */
    public ReplayableWal endingBefore(WalFile missing) {
        List<Piece> left = segments.stream()
                .takeWhile(piece -> !piece.file().equals(missing))
                .toList();
        SegmentSize known = size;
        if (left.isEmpty() || left.size() == segments.size() || known == null) {
            return none(from);
        }
        Segment first = Segment.parse(missing.name(), known).orElseThrow();
        WalContinuity.Gap hole = new WalContinuity.Gap(
                first.start(known), first.end(known), segments.get(left.size()).sealedAt());
        return new ReplayableWal(
                histories, left, first.start(known), known, from, left.getLast().sealedAt(), false, List.of(), hole);
    }

    /** What is missing behind it, in a sentence that names the segments; null when nothing is. */
    public @Nullable String missing() {
        WalContinuity.Gap hole = gap;
        SegmentSize known = size;
        if (hole == null || known == null || segments.isEmpty()) {
            return null;
        }
        String first = Segment.at(timeline(), hole.after(), known).name(known);
        String last = Segment.at(timeline(), hole.before().plus(-1), known).name(known);
        return (first.equals(last)
                        ? "The WAL segment " + first + " is missing"
                        : "The WAL segments from " + first + " to " + last + " are missing")
                + " (positions " + hole.after() + " to " + hole.before() + ").";
    }

    /** Whether a time can be recovered to, as far as can be told beforehand. */
    public boolean reaches(Instant time) {
        return to != null && !time.isBefore(from) && !time.isAfter(to);
    }

    /**
     * What has to be fetched: everything, or what is needed in all likelihood to get to a time and a transaction behind it.
     *
     * @param time null: everything
     */
    public List<WalFile> files(@Nullable Instant time) {
        List<WalFile> files = new ArrayList<>(histories);
        for (Piece piece : segments) {
            files.add(piece.file());
            if (time != null && piece.sealedAt().isAfter(time.plus(CLOCKS))) {
                break;
            }
        }
        return files;
    }

    /** The position at which a segment begins; empty when that is no segment's name, or the size is not known. */
    public Optional<Lsn> start(String segment) {
        return Optional.ofNullable(size)
                .flatMap(known -> Segment.parse(segment, known).map(found -> found.start(known)));
    }

    /**
     * Whether a server that says where the last record is that it replayed has replayed all of it. That record may begin in the segment before the
     * last one and not be whole yet.
     */
    public boolean isReplayedBy(@Nullable String lastRecord) {
        Lsn end = upTo;
        SegmentSize segment = size;
        if (end == null || segment == null) {
            return true;
        }
        return Optional.ofNullable(lastRecord)
                .map(Lsn::parse)
                .filter(at -> segment.numberOf(at) + 1 >= segment.numberOf(end.plus(-1)))
                .isPresent();
    }
}
