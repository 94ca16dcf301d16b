package io.mooring.backup.manifest;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every manifest holds to, whether we wrote it or read it from a place that anybody may have written to. */
final class Checks {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");
    private static final Pattern FINGERPRINT = Pattern.compile("[0-9A-F]{40}|[0-9A-F]{64}");

    private static final Pattern OBJECT =
            Pattern.compile("(data|tree)\\.\\d{6}\\.zst\\.pgp|globals\\.\\d{6}\\.sql\\.zst\\.pgp");
    private static final Pattern LSN = Pattern.compile("[0-9A-F]{1,8}/[0-9A-F]{1,8}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

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

    static void objectName(@Nullable String name) {
        require(name != null && OBJECT.matcher(name).matches(), "a chunk's name is none");
    }

    static void lsn(String field, @Nullable String value) {
        require(value != null && LSN.matcher(value).matches(), field + " is no WAL position");
    }

    static void sha256(String whose, @Nullable String value) {
        require(value != null && SHA256.matcher(value).matches(), whose + "'s sha256 is none");
    }

    /** Each series numbered from one without a gap, and the totals are the sums: a chunk taken out or swapped shows. */
    static void chunks(long sourceBytes, long storedBytes, List<Manifest.Chunk> chunks, List<Manifest.Chunk> attached) {
        require(!chunks.isEmpty() || !attached.isEmpty(), "data.chunks is empty");
        for (int i = 0; i < chunks.size(); i++) {
            require(
                    chunks.get(i).name().equals("data.%06d.zst.pgp".formatted(i + 1)),
                    "data.chunks are not numbered in order");
        }
        Map<String, Integer> numbers = new HashMap<>();
        for (Manifest.Chunk chunk : attached) {
            String series = chunk.name().substring(0, chunk.name().indexOf('.'));
            int number = numbers.merge(series, 1, Integer::sum);
            require(
                    !series.equals("data") && chunk.name().startsWith("%s.%06d.".formatted(series, number)),
                    "data.attached are not numbered in order");
        }
        long source = 0;
        long stored = 0;
        for (Manifest.Chunk chunk :
                Stream.concat(chunks.stream(), attached.stream()).toList()) {
            source = addExact(source, chunk.sourceBytes());
            stored = addExact(stored, chunk.bytes());
        }
        require(source == sourceBytes, "data.sourceBytes is not the sum of the chunks'");
        require(stored == storedBytes, "data.storedBytes is not the sum of the chunks'");
    }

    /** What each kind of source must tell, and must not. */
    static void kind(
            ManifestSource source,
            Manifest.Tools tools,
            Manifest.Data data,
            Manifest.@Nullable Content content,
            Manifest.@Nullable Files files) {
        switch (source) {
            case ManifestSource.Database _ -> {
                text("tools.pgDump", tools.pgDump());
                present("content", content);
                require(files == null, "files does not go with a database");
            }
            case ManifestSource.Cluster _ -> {
                text("tools.pgBasebackup", tools.pgBasebackup());
                require(content == null && files == null, "content or files does not go with a cluster");
            }
            case ManifestSource.Tree _ -> {
                present("files", files);
                require(content == null, "content does not go with a file tree");
                require(
                        data.attached() != null
                                && data.attached().stream()
                                        .anyMatch(chunk -> chunk.name().startsWith("tree.")),
                        "data.attached has no tree");
            }
        }
        require(source instanceof ManifestSource.Tree || !data.chunks().isEmpty(), "data.chunks is empty");
    }

    /** The object is there exactly when it is said to be. */
    static void globals(ManifestSource source, Manifest.Data data, Manifest.@Nullable Globals globals) {
        require(
                globals == null || source instanceof ManifestSource.Database,
                "globals does not go with " + source.kind());
        List<String> attached = data.objects().stream()
                .map(Manifest.Chunk::name)
                .filter(name -> name.startsWith("globals."))
                .toList();
        List<String> said = globals == null || globals.object() == null ? List.of() : List.of(globals.object());
        require(attached.equals(said), "globals.object is not the one in data.attached");
    }

    /** A full run refers to nothing, no run to itself, and to no object twice. */
    static void chain(Manifest.Run run, List<Manifest.Reference> references) {
        require(references.isEmpty() || run.chainId() != null, "a full run has references");
        require(!run.id().equals(run.chainId()), "run.chainId is the run itself");
        Set<String> seen = new HashSet<>();
        for (Manifest.Reference reference : references) {
            require(!reference.runId().equals(run.id()), "a reference is to the run itself");
            require(seen.add(reference.runId() + "/" + reference.name()), "a reference is there twice");
        }
    }

    private static long addExact(long sum, long more) {
        require(Long.MAX_VALUE - sum >= more, "the chunks' sizes overflow");
        return sum + more;
    }
}
