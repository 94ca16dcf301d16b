package io.mooring.backup.manifest;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What every manifest holds to, whether we wrote it or read it from a place that anybody may have written to. */
final class Checks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");

    private Checks() {}

    static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    static void present(String field, @Nullable Object value) {
        require(value != null, field + " is missing");
    }

    static void text(String field, @Nullable String value) {
        require(value != null && !value.isEmpty(), field + " is missing");
    }

    static void name(String field, @Nullable String value) {
        require(value != null && NAME.matcher(value).matches(), field + " is missing or no name");
    }

    static boolean isFingerprint(@Nullable String value) {
        return value != null && FINGERPRINT.matcher(value).matches();
    }

    static <T> List<T> list(String field, @Nullable List<T> values) {
        require(values != null && values.stream().allMatch(Objects::nonNull), field + " is missing or has a hole");
        return List.copyOf(Objects.requireNonNull(values));
    }

    /** Numbered from one without a gap, and the totals are the sums: a chunk taken out or swapped shows. */
    static void chunks(long sourceBytes, long storedBytes, List<Manifest.Chunk> chunks) {
        require(!chunks.isEmpty(), "data.chunks is empty");
        long source = 0;
        long stored = 0;
        for (int i = 0; i < chunks.size(); i++) {
            Manifest.Chunk chunk = chunks.get(i);
            require(chunk.name().equals("data.%06d.zst.pgp".formatted(i + 1)), "data.chunks are not numbered in order");
            source = addExact(source, chunk.sourceBytes());
            stored = addExact(stored, chunk.bytes());
        }
        require(source == sourceBytes, "data.sourceBytes is not the sum of the chunks'");
        require(stored == storedBytes, "data.storedBytes is not the sum of the chunks'");
    }

    private static long addExact(long sum, long more) {
        require(Long.MAX_VALUE - sum >= more, "the chunks' sizes overflow");
        return sum + more;
    }
}
