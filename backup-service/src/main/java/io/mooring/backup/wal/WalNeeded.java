package io.mooring.backup.wal;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Which WAL may go when base backups go: whatever lies before the oldest one that is kept. */
public final class WalNeeded {

    private WalNeeded() {}

    /**
     * The segments that no kept base backup needs, on any timeline: positions only grow along a timeline and its ancestors.
     *
     * @param keptFrom where each kept base backup's WAL begins. Without any, nothing may go: WAL that nobody can use yet may
     *     belong to a base backup whose row is missing.
     */
    public static List<Segment> dispensable(Collection<Lsn> keptFrom, Collection<Segment> stored, SegmentSize size) {
        Optional<Lsn> oldest = keptFrom.stream().min(Comparator.naturalOrder());
        return oldest.map(from -> stored.stream()
                        .filter(segment -> segment.number() < size.numberOf(from))
                        .sorted()
                        .toList())
                .orElse(List.of());
    }
}
