package io.mooring.backup.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An installed pg_dump; {@code version} is its own words, such as {@code pg_dump (PostgreSQL) 15.19}. */
public record PgDumpTool(Path executable, int major, String version) {

    private static final Pattern VERSION = Pattern.compile("pg_dump \\(PostgreSQL\\) (\\d+).*");

    /**
     * The newest pg_dump that can read a server of that major version: pg_dump refuses a server newer than itself.
     *
     * @param folders folders that hold a pg_dump, or parents of {@code <major>/bin}
     */
    public static PgDumpTool forServer(int serverMajor, List<Path> folders) throws SourceFailure, InterruptedException {
        Optional<PgDumpTool> newest = newest(folders);
        if (newest.isEmpty()) {
            throw new SourceFailure(
                    SourceFault.TOOL_MISSING,
                    "pg_dump is not installed: looked in " + folders,
                    "apt-get install postgresql-client-" + serverMajor);
        }
        if (newest.get().major() < serverMajor) {
            throw new SourceFailure(
                    SourceFault.VERSION_MISMATCH,
                    "the server is PostgreSQL %d, but the newest pg_dump here is %d (%s)"
                            .formatted(
                                    serverMajor,
                                    newest.get().major(),
                                    newest.get().executable()),
                    "apt-get install postgresql-client-" + serverMajor);
        }
        return newest.get();
    }

    private static Optional<PgDumpTool> newest(List<Path> folders) throws InterruptedException {
        List<PgDumpTool> found = new ArrayList<>();
        for (Path executable : candidates(folders)) {
            ask(executable).ifPresent(found::add);
        }
        return found.stream().max(Comparator.comparingInt(PgDumpTool::major));
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

    private static Optional<PgDumpTool> ask(Path executable) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(executable.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            Matcher matcher = VERSION.matcher(said);
            return matcher.matches()
                    ? Optional.of(new PgDumpTool(executable, Integer.parseInt(matcher.group(1)), said))
                    : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }
}
