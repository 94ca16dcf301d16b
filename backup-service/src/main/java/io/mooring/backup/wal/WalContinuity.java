package io.mooring.backup.wal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the stored segments add up to: stretches without a gap, oldest first. Only what leads to the newest timeline counts; what an
 * ancestor wrote after it was left is another history.
 *
 * @param history the newest timeline's
 */
public record WalContinuity(List<Stretch> stretches, TimelineHistory history) {

    /** Nothing is stored. */
    static final WalContinuity NONE = new WalContinuity(List.of(), TimelineHistory.ofFirst());

    /** A stored segment, the position up to which it is filled, and since when it is stored. */
    public record Stored(Segment segment, Lsn end, Instant at) {}

    /** WAL without a gap, from its first position up to the one behind its last. */
    public record Stretch(Lsn from, Lsn to, Instant since) {

        boolean holds(Lsn position) {
            return position.compareTo(from) >= 0 && position.compareTo(to) <= 0;
        }
    }

    /**
     * WAL that is not stored and, once the server has recycled it, never will be.
     *
     * @param after the position up to which there is WAL
     * @param before the position from which there is WAL again
     * @param since when WAL behind the gap was first stored
     */
    public record Gap(Lsn after, Lsn before, Instant since) {}

    public WalContinuity {
        stretches = List.copyOf(stretches);
    }

    /** @param histories by timeline, as far as they are known */
    public static WalContinuity of(Collection<Stored> stored, Map<Long, TimelineHistory> histories, SegmentSize size) {
        List<Stretch> stretches = new ArrayList<>();
        for (Stored next : path(stored, histories, size)) {
            Lsn start = next.segment().start(size);
            Lsn end = next.end();
            Stretch last = stretches.isEmpty() ? null : stretches.getLast();
            if (last != null && last.to().equals(start)) {
                stretches.set(stretches.size() - 1, new Stretch(last.from(), end, last.since()));
            } else {
                stretches.add(new Stretch(start, end, next.at()));
            }
        }
        return new WalContinuity(stretches, newest(stored, histories));
    }

    /** The segments that lead to the newest timeline's end, by number. */
    static Collection<Stored> path(Collection<Stored> stored, Map<Long, TimelineHistory> histories, SegmentSize size) {
        TimelineHistory history = newest(stored, histories);
        Map<Long, Stored> byNumber = new TreeMap<>();
        for (Stored each : stored) {
            if (leadsTo(history, each.segment(), size)) {
                byNumber.merge(
                        each.segment().number(),
                        each,
                        (one, other) -> other.end().isAfter(one.end()) ? other : one);
            }
        }
        return byNumber.values();
    }

    private static TimelineHistory newest(Collection<Stored> stored, Map<Long, TimelineHistory> histories) {
        long newest = stored.stream()
                .mapToLong(each -> each.segment().timeline())
                .max()
                .orElse(1);
        return histories.getOrDefault(newest, new TimelineHistory(newest, List.of()));
    }

    /**
     * The segment in which a timeline was left is taken from its child, which begins with a copy of it. What the child's history does
     * not know at all is kept apart: it cannot be said to lead there.
     */
    private static boolean leadsTo(TimelineHistory history, Segment segment, SegmentSize size) {
        if (segment.timeline() == history.timeline()) {
            return true;
        }
        Optional<Lsn> leftAt = history.leftAt(segment.timeline());
        return leftAt.isPresent() && segment.number() < size.numberOf(leftAt.get());
    }

    public List<Gap> gaps() {
        List<Gap> gaps = new ArrayList<>();
        for (int i = 1; i < stretches.size(); i++) {
            Stretch behind = stretches.get(i);
            gaps.add(new Gap(stretches.get(i - 1).to(), behind.from(), behind.since()));
        }
        return gaps;
    }

    /** Where the newest stretch ends; empty when nothing is stored. */
    public Optional<Lsn> end() {
        return stretches.isEmpty()
                ? Optional.empty()
                : Optional.of(stretches.getLast().to());
    }

    /** Whether a base backup can be rolled forward to the newest. */
    public boolean leadsOnFrom(BaseSpan base) {
        return !stretches.isEmpty() && stretches.getLast().holds(base.start()) && history.knows(base);
    }
}
