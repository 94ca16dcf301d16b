package io.mooring.schemas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/** The source tree as tests see it: Maven runs them in the module's folder. */
public final class Repository {

    /** Set on the command line to write what tests otherwise compare. */
    public static final boolean WRITING = Boolean.getBoolean("mooring.write");

    public static final Path SOURCES = Path.of("src/main/avro");
    public static final Path HISTORY = Path.of("src/test/resources/history");
    public static final Path GOLDEN = Path.of("src/test/resources/golden");
    public static final Path DOCS = Path.of("../docs");

    private Repository() {}

    /** The command that writes what the given test compares. */
    public static String commandToWrite(Class<?> test) {
        return "mvn -pl schemas test -Dtest=" + test.getSimpleName() + " -Dmooring.write=true";
    }

    /** Schemas of all events of the catalogue. */
    public static List<Schema> events() {
        return TopicCatalogue.topics().stream()
                .flatMap(topic -> topic.schemas().stream())
                .toList();
    }

    public static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What lies directly in a folder, by name; nothing when there is no folder. */
    public static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
