package io.mooring.schemas.history;

import io.mooring.schemas.Repository;
import io.mooring.schemas.SchemaText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * The released versions of one event's schema, oldest first, from {@code <folder>/v1.avsc}, {@code v2.avsc} and so on.
 */
record History(String event, Path folder, List<Schema> versions) {

    private static final Pattern FILE = Pattern.compile("v([1-9][0-9]*)\\.avsc");

    static History of(Schema event) {
        return in(event.getName(), Repository.HISTORY.resolve(event.getName()));
    }

    static History in(String event, Path folder) {
        List<Path> files = Repository.list(folder).stream()
                .sorted(Comparator.comparingInt(History::number))
                .toList();
        for (int i = 0; i < files.size(); i++) {
            if (number(files.get(i)) != i + 1) {
                throw new AssertionError(files.get(i) + " leaves a gap: version " + (i + 1) + " is missing");
            }
        }
        return new History(
                event,
                folder,
                files.stream()
                        .map(file -> new Schema.Parser().parse(Repository.read(file)))
                        .toList());
    }

    /** What keeps a reader of one version from reading another: for every older version, and for the next one. */
    List<String> incompatibilities() {
        List<String> problems = new ArrayList<>();
        for (int reader = 0; reader < versions.size(); reader++) {
            // Records stay for up to 400 days, so the newest must read every older version and not only its neighbour.
            for (int writer = 0; writer <= Math.min(reader + 1, versions.size() - 1); writer++) {
                problems.addAll(incompatibilities(reader, writer));
            }
        }
        return problems;
    }

    private List<String> incompatibilities(int reader, int writer) {
        var compatibility =
                SchemaCompatibility.checkReaderWriterCompatibility(versions.get(reader), versions.get(writer));
        return compatibility.getType() == SchemaCompatibilityType.COMPATIBLE
                ? List.of()
                : List.of("%s v%d cannot read v%d: %s"
                        .formatted(
                                event,
                                reader + 1,
                                writer + 1,
                                compatibility.getResult().getIncompatibilities()));
    }

    boolean endsWith(Schema schema) {
        return !versions.isEmpty() && SchemaText.of(versions.getLast()).equals(SchemaText.of(schema));
    }

    /** Adds a version; one that exists is never written again. */
    void freeze(Schema schema) {
        if (!endsWith(schema)) {
            Repository.write(folder.resolve("v" + (versions.size() + 1) + ".avsc"), SchemaText.pretty(schema));
        }
    }

    private static int number(Path file) {
        Matcher matcher = FILE.matcher(file.getFileName().toString());
        if (!matcher.matches()) {
            throw new AssertionError(file + " is not a frozen schema: v1.avsc, v2.avsc and so on");
        }
        return Integer.parseInt(matcher.group(1));
    }
}
