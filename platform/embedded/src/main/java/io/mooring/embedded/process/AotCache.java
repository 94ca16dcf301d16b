package io.mooring.embedded.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes of a Java program, loaded and linked by an earlier run of it (JEP 483, 514). The first run records; what it
 * leaves is used from the next on. A cache that does not fit is ignored by Java, which then merely starts slower.
 */
public final class AotCache {

    private static final String SUFFIX = ".aot";

    private final @Nullable Path file;

    private AotCache(@Nullable Path file) {
        this.file = file;
    }

    /** Starts without a cache and records none. */
    public static AotCache none() {
        return new AotCache(null);
    }

    /**
     * The cache of one class path, in a file {@code <program>-<key>.aot}; those of other keys are deleted.
     *
     * @param folder is made when it is not there
     * @param key changes whenever the class path or the Java that runs it does; becomes part of a file name
     */
    public static AotCache in(Path folder, String program, String key) {
        try {
            Path file = Files.createDirectories(folder).resolve(program + "-" + key + SUFFIX);
            try (var all = Files.newDirectoryStream(folder, program + "-*" + SUFFIX + "*")) {
                for (Path other : all) {
                    // A recording whose run was killed is never whole.
                    if (!other.equals(file)) {
                        Files.delete(other);
                    }
                }
            }
            return new AotCache(file);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the folder " + folder + " for Java's cache of classes", e);
        }
    }

    /** What Java is to be told when the program starts. */
    public List<String> options() {
        Path cache = file;
        if (cache == null) {
            return List.of();
        }
        return List.of(Files.exists(cache) ? "-XX:AOTCache=" + cache : "-XX:AOTCacheOutput=" + recording(cache));
    }

    /** Whether the next run leaves a cache. It is written when that run ends, which takes many seconds. */
    public boolean isMissing() {
        return file != null && !Files.exists(file);
    }

    /** Takes what a recording run left; to be called when it has ended by itself, since only then it is whole. */
    public void keep() {
        Path cache = file;
        if (cache == null || !Files.exists(recording(cache))) {
            return;
        }
        try {
            Files.move(recording(cache), cache, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep Java's cache of classes " + cache, e);
        }
    }

    private static Path recording(Path cache) {
        return cache.resolveSibling(cache.getFileName() + ".new");
    }
}
