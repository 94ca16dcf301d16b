package io.mooring.backup.restore;

import org.jspecify.annotations.Nullable;

/**
 * How far the write-ahead log is that a restore of a cluster rolls forward with.
 *
 * @param segments fetched, decrypted and checked, of {@code totalSegments}
 * @param bytes of WAL fetched, of {@code totalBytes}
 * @param replayedSegments that the server has come to the end of
 * @param replayedTo the position up to which it has replayed, such as {@code 0/5000000}; null while it has not begun
 */
public record WalProgress(
        int segments,
        int totalSegments,
        long bytes,
        long totalBytes,
        int replayedSegments,
        @Nullable String replayedTo) {

    static final WalProgress NONE = new WalProgress(0, 0, 0, 0, 0, null);

    WalProgress of(int segmentsInAll, long bytesInAll) {
        return new WalProgress(segments, segmentsInAll, bytes, bytesInAll, replayedSegments, replayedTo);
    }

    WalProgress read(long more) {
        return new WalProgress(segments, totalSegments, bytes + more, totalBytes, replayedSegments, replayedTo);
    }

    WalProgress fetched() {
        return new WalProgress(segments + 1, totalSegments, bytes, totalBytes, replayedSegments, replayedTo);
    }

    /** It has come to a segment, with so many before it. */
    WalProgress replaying(int before, @Nullable String start) {
        return new WalProgress(segments, totalSegments, bytes, totalBytes, before, start);
    }

    /** @param all as far as it goes, rather than up to a time */
    WalProgress replayedUpTo(@Nullable String end, boolean all) {
        int replayed = all ? totalSegments : replayedSegments;
        return new WalProgress(segments, totalSegments, bytes, totalBytes, replayed, end == null ? replayedTo : end);
    }
}
