package io.mooring.backup.rebuild;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One pg_restore, from its start to its end. An interrupt ends it with all its workers. */
final class PgRestoreRun {

    private static final Duration LEAVING = Duration.ofSeconds(5);
    private static final int KEPT = 16 * 1024;
    private static final int MOST_OUTPUT = 256 * 1024 * 1024;

    private PgRestoreRun() {}

    /** Its standard output. */
    static String output(ProcessBuilder builder) throws RebuildFailure, InterruptedException {
        Ended ended = run(builder, line -> {});
        return ended.output();
    }

    /** @param said given each line on stderr */
    static Ended run(ProcessBuilder builder, Consumer<String> said) throws RebuildFailure, InterruptedException {
        Process process = start(builder);
        try {
            FutureTask<String> output = reading("pg_restore-stdout", () -> text(process.getInputStream()));
            FutureTask<String> complaints = reading("pg_restore-stderr", () -> complaints(process, said));
            int exit = process.waitFor();
            Ended ended = new Ended(exit, output.get(), complaints.get());
            if (exit != 0) {
                throw RestoreFaults.of(ended);
            }
            return ended;
        } catch (ExecutionException unreadable) {
            throw new IllegalStateException("pg_restore's output cannot be read", unreadable);
        } finally {
            end(process);
        }
    }

    /** @param complaints what it wrote to stderr from its first complaint on */
    record Ended(int exit, String output, String complaints) {}

    private static Process start(ProcessBuilder builder) throws RebuildFailure {
        try {
            return builder.start();
        } catch (IOException failure) {
            throw new RebuildFailure(
                    RebuildFault.TOOL_MISSING,
                    "The tool pg_restore could not be started: " + failure.getMessage(),
                    "Check that " + builder.command().getFirst() + " can be run by this user.",
                    failure);
        }
    }

    /** Asked first: its workers then end their queries on the server, instead of when they next write. */
    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            boolean interrupted = Thread.interrupted();
            var workers = process.descendants().toList();
            process.destroy();
            if (!process.waitFor(LEAVING.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
            workers.forEach(ProcessHandle::destroyForcibly);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static FutureTask<String> reading(String name, Callable<String> work) {
        FutureTask<String> task = new FutureTask<>(work);
        Thread.ofPlatform().daemon().name(name).start(task);
        return task;
    }

    private static String text(InputStream in) throws IOException {
        try (in) {
            return new String(in.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
        }
    }

    private static String complaints(Process process, Consumer<String> said) throws IOException {
        StringBuilder kept = new StringBuilder();
        String entry = "";
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.accept(line);
                if (line.contains("from TOC entry")) {
                    entry = line;
                }
                boolean complaint = line.contains("error:") || line.contains("FATAL:") || !kept.isEmpty();
                if (complaint && kept.length() < KEPT) {
                    kept.append(kept.isEmpty() && !entry.isEmpty() ? entry + "\n" : "")
                            .append(line)
                            .append('\n');
                }
            }
        }
        return kept.toString();
    }
}
