package io.mooring.backup.wal;

/** A cluster's {@code wal_segment_size}, fixed by initdb: a power of two from 1 MiB to 1 GiB. */
public record SegmentSize(int bytes) {

    /** What initdb takes unless told otherwise. */
    public static final SegmentSize STANDARD = new SegmentSize(16 << 20);

    public SegmentSize {
        if (Integer.bitCount(bytes) != 1 || bytes < 1 << 20 || bytes > 1 << 30) {
            throw new IllegalArgumentException(
                    "a WAL segment has a power of two of bytes, 1 MiB to 1 GiB, not " + bytes);
        }
    }

    /** The number of the segment that holds this position. */
    public long numberOf(Lsn position) {
        return Long.divideUnsigned(position.value(), bytes);
    }

    /** The first position of a segment. */
    public Lsn start(long number) {
        return new Lsn(number * bytes);
    }

    /** How many segments share the middle part of a file name (XLogSegmentsPerXLogId in PostgreSQL's xlog_internal.h). */
    long perName() {
        return 0x1_0000_0000L / bytes;
    }
}
