package io.mooring.notifier;

import io.mooring.testkit.process.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A wall clock for processes that a test moves while they run, by Debian's libfaketime. Their monotonic clocks go on as ever,
 * as they do when somebody sets a machine's time. They notice within a second.
 */
final class FakedClock {

    private static final List<String> FOLDERS =
            List.of("/usr/lib", "/usr/lib64", "/usr/local/lib", "/opt/homebrew/lib");

    /** They look at the file once a second. */
    private static final Duration NOTICED = Duration.ofMillis(1_500);

    private final Path file;
    private volatile long setAt;

    /** @param folder of the test's own */
    FakedClock(Path folder) {
        this.file = folder.resolve("clock");
        set(Duration.ZERO);
    }

    /** So far from the true time, before or behind it. */
    void set(Duration ahead) {
        try {
            Path next = file.resolveSibling("next-clock");
            Files.writeString(next, "%+d\n".formatted(ahead.toSeconds()));
            // Never half a file for whoever reads it now.
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            setAt = System.nanoTime();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether every process goes by what was set last. */
    boolean isNoticed() {
        return System.nanoTime() - setAt > NOTICED.toNanos();
    }

    /** What a process must find in its environment to go by this clock. */
    Map<String, String> environment() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("LD_PRELOAD", library().toString());
        environment.put("FAKETIME_TIMESTAMP_FILE", file.toString());
        environment.put("FAKETIME_CACHE_DURATION", "1");
        environment.put("FAKETIME_DONT_FAKE_MONOTONIC", "1");
        // Its repair of an old C library's fault has each wait of a JVM end at once, and the JVM wait without end.
        environment.put("FAKETIME_FORCE_MONOTONIC_FIX", "0");
        environment.put("FAKETIME_DISABLE_SHM", "1");
        return environment;
    }

    ServiceProcess.Builder goBy(ServiceProcess.Builder service) {
        environment().forEach(service::environment);
        return service;
    }

    private static Path library() {
        return FOLDERS.stream()
                .map(Path::of)
                .flatMap(folder -> Stream.concat(Stream.of(folder), children(folder)))
                .map(folder -> folder.resolve("faketime/libfaketimeMT.so.1"))
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "libfaketime is missing: run 'apt-get install libfaketime' (or your system's like)"));
    }

    private static Stream<Path> children(Path folder) {
        try (Stream<Path> found = Files.isDirectory(folder) ? Files.list(folder) : Stream.empty()) {
            return found.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
