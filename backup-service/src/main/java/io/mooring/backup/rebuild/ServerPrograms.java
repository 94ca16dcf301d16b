package io.mooring.backup.rebuild;

import java.io.IOException;
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

/** A folder with {@code postgres} and {@code initdb} of one version. */
public record ServerPrograms(Path folder, int major) {

    private static final Pattern VERSION = Pattern.compile("postgres \\(PostgreSQL\\) (\\d+).*");

    public String program(String name) {
        return folder.resolve(name).toString();
    }

    /**
     * The server of that major version, or the oldest newer one: a dump is read by later servers, not by earlier ones.
     *
     * @param folders hold the programs, or are parents of {@code <major>/bin}
     */
    public static ServerPrograms forBackup(int major, List<Path> folders)
            throws ServerUnavailable, InterruptedException {
        List<ServerPrograms> installed = installed(folders);
        return installed.stream()
                .filter(programs -> programs.major() >= major)
                .min(Comparator.comparingInt(ServerPrograms::major))
                .orElseThrow(() -> new ServerUnavailable(
                        installed.isEmpty()
                                ? "No PostgreSQL server is installed here. Looked in " + folders + "."
                                : "The backup is of PostgreSQL " + major + ", but the newest server installed here is "
                                        + installed.stream()
                                                .mapToInt(ServerPrograms::major)
                                                .max()
                                                .orElse(0)
                                        + ".",
                        "Run apt-get install postgresql-" + major + " on the host that does restore tests."));
    }

    /** The server of that very major version: only it reads a copy of data files. */
    public static ServerPrograms forCopy(int major, List<Path> folders) throws ServerUnavailable, InterruptedException {
        return installed(folders).stream()
                .filter(programs -> programs.major() == major)
                .findFirst()
                .orElseThrow(() -> new ServerUnavailable(
                        "The backup is a copy of a PostgreSQL " + major + " server, which is not installed here.",
                        "Run apt-get install postgresql-" + major + " on this host."));
    }

    public static List<ServerPrograms> installed(List<Path> folders) throws InterruptedException {
        List<ServerPrograms> found = new ArrayList<>();
        for (Path folder : candidates(folders)) {
            major(folder.resolve("postgres")).ifPresent(major -> found.add(new ServerPrograms(folder, major)));
        }
        return found;
    }

    private static List<Path> candidates(List<Path> folders) {
        List<Path> candidates = new ArrayList<>();
        for (Path folder : folders) {
            candidates.add(folder);
            try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "[0-9]*")) {
                versions.forEach(version -> candidates.add(version.resolve("bin")));
            } catch (IOException notThere) {
                // A folder that is not there holds no server.
            }
        }
        return candidates.stream()
                .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .toList();
    }

    private static Optional<Integer> major(Path postgres) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(postgres.toString(), "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readNBytes(4096), StandardCharsets.UTF_8).strip();
            Matcher matcher = VERSION.matcher(said);
            boolean answered = process.waitFor(10, TimeUnit.SECONDS) && matcher.matches();
            return answered ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
        } catch (IOException broken) {
            return Optional.empty();
        }
    }
}
