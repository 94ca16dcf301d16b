package io.mooring.backup.wal;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A WAL segment: its timeline and number. PostgreSQL's file name for it is three groups of eight hexadecimal digits: the
 * timeline, and the number cut in two, which depends on the segment size (XLogFileName in xlog_internal.h).
 */
public record Segment(long timeline, long number) implements Comparable<Segment> {

    private static final Pattern NAME = Pattern.compile("([0-9A-F]{8})([0-9A-F]{8})([0-9A-F]{8})");

    public Segment {
        if (timeline < 1 || timeline > 0xFFFF_FFFFL || number < 0) {
            throw new IllegalArgumentException("no WAL segment: timeline " + timeline + ", number " + number);
        }
    }

    /** Empty when it is no segment's name, or none of a cluster with this segment size. */
    public static Optional<Segment> parse(String name, SegmentSize size) {
        Matcher matcher = NAME.matcher(name);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        long timeline = Long.parseLong(matcher.group(1), 16);
        long high = Long.parseLong(matcher.group(2), 16);
        long low = Long.parseLong(matcher.group(3), 16);
        return timeline == 0 || low >= size.perName()
                ? Optional.empty()
                : Optional.of(new Segment(timeline, high * size.perName() + low));
    }

    /** The segment of this timeline that holds a position. */
    public static Segment at(long timeline, Lsn position, SegmentSize size) {
        return new Segment(timeline, size.numberOf(position));
    }

    public String name(SegmentSize size) {
        return "%08X%08X%08X".formatted(timeline, number / size.perName(), number % size.perName());
    }

    public Segment next() {
        return new Segment(timeline, number + 1);
    }

    public Lsn start(SegmentSize size) {
        return size.start(number);
    }

    /** The first position behind it. */
    public Lsn end(SegmentSize size) {
        return size.start(number + 1);
    }

    /** By number first: a new timeline begins in the middle of its parent's segment and goes on from there. */
    @Override
    public int compareTo(Segment other) {
        return Comparator.comparingLong(Segment::number)
                .thenComparingLong(Segment::timeline)
                .compare(this, other);
    }
}
