package io.mooring.backup.wal;

import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A piece of WAL as it is stored: a whole segment, one that is still being filled, or a timeline's history. Its object's key is
 * {@code <planId>/wal/<name>}; its bytes are the same at every location and never change.
 *
 * @param name {@code <file>.zst.pgp}; of a segment that is being filled {@code <segment>.<bytes, 8 hexadecimal digits>.partial.zst.pgp}
 * @param number the segment's; for a history 0
 * @param upTo the position up to which it holds WAL
 * @param sourceBytes of the file before compression
 * @param bytes of the object
 * @param sha256 of the object
 * @param history the text of a history; null otherwise
 */
public record WalObject(
        String name,
        WalKind kind,
        long timeline,
        long number,
        Lsn upTo,
        long sourceBytes,
        long bytes,
        String sha256,
        @Nullable String history,
        Instant sealedAt) {

    /** The part of a key that stands where a run's id stands in others. */
    public static final String FOLDER = "wal";

    static final String SUFFIX = ".zst.pgp";

    /** Histories first: a new timeline's segments mean nothing without. A full segment before what follows it. */
    static final Comparator<WalObject> ORDER = Comparator.comparing(
                    (WalObject object) -> object.kind != WalKind.HISTORY)
            .thenComparingLong(WalObject::number)
            .thenComparingLong(WalObject::timeline)
            .thenComparing(object -> object.kind != WalKind.PARTIAL)
            .thenComparing(WalObject::upTo);

    private static final Pattern PARTIAL = Pattern.compile("([0-9A-F]{24})\\.([0-9A-F]{8})\\.partial");

    static String partialName(String segmentName, long bytes) {
        return "%s.%08X.partial".formatted(segmentName, bytes) + SUFFIX;
    }

    static String name(String fileName) {
        return fileName + SUFFIX;
    }

    /** How many bytes of WAL a file of that name holds, when it is a segment that was still being filled. */
    static Optional<Long> partialBytes(String name) {
        Matcher matcher = PARTIAL.matcher(name.replace(SUFFIX, ""));
        return matcher.matches() ? Optional.of(Long.parseLong(matcher.group(2), 16)) : Optional.empty();
    }

    /** {@code planId/wal/name}. */
    public String key(String planId) {
        return planId + "/" + FOLDER + "/" + name;
    }

    Segment segment() {
        return new Segment(timeline, number);
    }

    /** Whether this partial segment is of no use any more once that object is stored beside it. */
    boolean isSupersededBy(WalObject other) {
        return kind == WalKind.PARTIAL
                && other.kind != WalKind.HISTORY
                && timeline == other.timeline
                && !name.equals(other.name)
                && number == other.number
                && (other.kind == WalKind.SEGMENT || other.upTo.isAfter(upTo));
    }
}
