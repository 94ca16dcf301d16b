package io.mooring.backup.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installed pg_dump; {@code version} is its own words, such as {@code pg_dump (PostgreSQL) 15.19}. */
public record PgDumpTool(Path executable, int major, String version) {

    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+).*");

    /** The newest pg_dump in these folders that can read a server of that major version; see {@link #installed}. */
    public static PgDumpTool forServer(int serverMajor, List<Path> folders) throws SourceFailure, InterruptedException {
        return forServer(serverMajor, installed(folders), folders);
    }

    /**
     * The newest of those found in the folders. pg_dump refuses a server newer than itself, an older one it reads.
     *
     * @param folders named in the failure
     */
    public static PgDumpTool forServer(int serverMajor, List<PgDumpTool> found, List<Path> folders)
            throws SourceFailure {
        Optional<PgDumpTool> newest = found.stream().max(Comparator.comparingInt(PgDumpTool::major));
        if (newest.isEmpty()) {
            throw new SourceFailure(
                    SourceFault.TOOL_MISSING,
                    "The tool pg_dump is not installed. Looked in " + folders + ".",
                    "Run apt-get install postgresql-client-" + serverMajor + " on the host that takes the backups.");
        }
        if (newest.get().major() < serverMajor) {
            throw new SourceFailure(
                    SourceFault.VERSION_MISMATCH,
                    "The server is PostgreSQL %d, but the newest pg_dump here is %d (%s)."
                            .formatted(
                                    serverMajor,
                                    newest.get().major(),
                                    newest.get().executable()),
                    "Run apt-get install postgresql-client-" + serverMajor + " on the host that takes the backups.");
        }
        return newest.get();
    }

    /** Every pg_dump in these folders that tells its version; see {@link #ask}. */
    public static List<PgDumpTool> installed(List<Path> folders) throws InterruptedException {
        try (Asked asked = ask(folders)) {
            return asked.answers();
        }
    }

    /**
     * Asks all at once for their versions: Debian's /usr/bin/pg_dump is a Perl script that takes long to answer.
     *
     * @param folders folders that hold a pg_dump, or parents of {@code <major>/bin}
     */
    static Asked ask(List<Path> folders) {
        Map<Path, Process> asked = new LinkedHashMap<>();
        for (Path executable : candidates(folders)) {
            ask(executable).ifPresent(process -> asked.put(executable, process));
        }
        return new Asked(asked);
    }

    /** Tools that were asked and may not have answered yet. */
    record Asked(Map<Path, Process> processes) implements AutoCloseable {

        /** Those that told their version. */
        List<PgDumpTool> answers() throws InterruptedException {
            List<PgDumpTool> found = new ArrayList<>();
            for (Map.Entry<Path, Process> entry : processes.entrySet()) {
                answer(entry.getKey(), entry.getValue()).ifPresent(found::add);
            }
            return found;
        }

        @Override
        public void close() {
            processes.values().forEach(Process::destroyForcibly);
        }
    }

    private static List<Path> candidates(List<Path> folders) {
        List<Path> candidates = new ArrayList<>();
        for (Path folder : folders) {
            candidates.add(folder.resolve("pg_dump"));
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "[0-9]*")) {
                versions.forEach(
                        version -> candidates.add(version.resolve("bin").resolve("pg_dump")));
            } catch (IOException | UncheckedIOException notThere) {
                // A folder that is not there holds no pg_dump.
            }
        }
        return candidates.stream().filter(Files::isExecutable).toList();
    }

    private static Optional<Process> ask(Path executable) {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            return Optional.of(process);
        } catch (IOException broken) {
            return Optional.empty();
        }
    }

    private static Optional<PgDumpTool> answer(Path executable, Process process) throws InterruptedException {
        try {
            String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
            Matcher matcher = VERSION.matcher(said);
            return process.waitFor(10, TimeUnit.SECONDS) && matcher.matches()
                    ? Optional.of(new PgDumpTool(executable, Integer.parseInt(matcher.group(1)), said))
                    : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }
}
