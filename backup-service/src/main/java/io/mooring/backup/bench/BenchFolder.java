package io.mooring.backup.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;

/** The folder that a benchmark works in. It goes away with the process, however that ends. */
final class BenchFolder {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final double MIB = 1024 * 1024;

    private BenchFolder() {}

    /** A new folder; the calling thread is the one that does the work. */
    static Path create() throws IOException {
        Path folder = Files.createTempDirectory("mooring-bench-");
        Thread work = Thread.currentThread();
        // A hook, because a stop from outside runs no finally block.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(work, folder), "bench-clean"));
        return folder;
    }

    /** Ends the tools that still run, so that nobody writes any more, then gpg's agent, then deletes the folder. */
    private static void end(Thread work, Path folder) {
        try {
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (work.isAlive() && System.nanoTime() < deadline) {
                ProcessHandle.current().descendants().forEach(ProcessHandle::destroy);
                work.join(Duration.ofMillis(200));
            }
            new ProcessBuilder("gpgconf", "--homedir", folder.resolve("gpg").toString(), "--kill", "all")
                    .start()
                    .waitFor();
            remove(folder);
        } catch (IOException e) {
            System.err.println("Could not clean up " + folder + ": " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** The files' lengths added up; 0 for a folder that is not there. */
    static long bytes(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return 0;
        }
        long sum = 0;
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** @throws IOException in words, when the disk has less free */
    static void requireFree(Path folder, long bytes) throws IOException {
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < bytes) {
            throw new IOException(
                    "the benchmark needs %,.0f MiB in %s, of which %,.0f are free: ask for fewer megabytes, or set TMPDIR"
                            .formatted(bytes / MIB, folder.getParent(), free / MIB));
        }
    }
}
