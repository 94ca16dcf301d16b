package io.mooring.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The main processes of PostgreSQL servers whose data lie below a folder, as the kernel tells them. */
final class ServersBelow {

    private ServersBelow() {}

    static List<Path> of(Path folder) {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .filter(process -> process.getFileName().toString().matches("\\d+"))
                    .filter(process -> isServer(process, folder))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static boolean isServer(Path process, Path folder) {
        try {
            List<String> words =
                    List.of(Files.readString(process.resolve("cmdline")).split("\0"));
            return words.getFirst().endsWith("/postgres")
                    && words.contains("-D")
                    && words.stream().anyMatch(word -> word.startsWith(folder + "/"));
        } catch (IOException ended) {
            return false;
        }
    }
}
