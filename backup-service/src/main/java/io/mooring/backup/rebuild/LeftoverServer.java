package io.mooring.backup.rebuild;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server that outlived the process that started it, where the kernel does not see to its end. */
public final class LeftoverServer {

    private LeftoverServer() {}

    /** Kills the server whose data folder this is, if its own pid file names a process that was started on that folder. */
    public static void end(Path data) {
        pid(data)
                .flatMap(ProcessHandle::of)
                .filter(process -> isServerOf(process, data))
                .ifPresent(LeftoverServer::kill);
    }

    private static Optional<Long> pid(Path data) {
        try {
            return Files.readString(data.resolve("postmaster.pid"))
                    .lines()
                    .findFirst()
                    .map(Long::parseLong);
        } catch (IOException | NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** A pid file may be older than the process that has its pid now. */
    private static boolean isServerOf(ProcessHandle process, Path data) {
        Path commandLine = Path.of("/proc", Long.toString(process.pid()), "cmdline");
        try {
            String[] words = Files.readString(commandLine).split("\0");
            return words.length > 2
                    && words[0].endsWith("postgres")
                    && data.toString().equals(words[2]);
        } catch (IOException gone) {
            return false;
        }
    }

    private static void kill(ProcessHandle server) {
        server.destroyForcibly();
        try {
            server.onExit().get(10, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException unending) {
            // Its folder is removed all the same; it then ends by itself.
        }
    }
}
