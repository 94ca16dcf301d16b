package io.mooring.embedded.postgres;

import io.mooring.embedded.EmbeddedPartException;
import io.mooring.embedded.process.Programs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The folder with {@code initdb} and {@code postgres}, of the same major version as the {@code pg_dump} people use. */
final class PostgresPrograms {

    static final String OVERRIDE = "MOORING_POSTGRES_BIN";
    private static final Pattern MAJOR = Pattern.compile(".* (\\d+)\\.?.*");

    private PostgresPrograms() {}

    static Path find() {
        return candidates()
                .filter(folder -> Files.isExecutable(folder.resolve("postgres")))
                .findFirst()
                .orElseThrow(() -> new EmbeddedPartException("PostgreSQL's server programs are missing: run "
                        + "'apt-get install postgresql' or set " + OVERRIDE + " to the folder that holds 'postgres'"));
    }

    private static Stream<Path> candidates() {
        Optional<String> given = Optional.ofNullable(System.getenv(OVERRIDE)).filter(folder -> !folder.isBlank());
        if (given.isPresent()) {
            return given.map(Path::of).stream();
        }
        Stream<Path> ofTheSameMajor = major().stream()
                .flatMap(major -> Stream.of(
                        Path.of("/usr/lib/postgresql", major, "bin"), // Debian, Ubuntu
                        Path.of("/usr/pgsql-" + major, "bin"), // PostgreSQL's own RPMs
                        Path.of("/opt/homebrew/opt/postgresql@" + major, "bin")));
        Stream<Path> besideTheClient = Programs.output("pg_config", "--bindir").map(Path::of).stream();
        Stream<Path> onThePath = Programs.find("postgres").map(Path::getParent).stream();
        return Stream.of(ofTheSameMajor, besideTheClient, onThePath).flatMap(all -> all);
    }

    private static List<String> major() {
        return Programs.output("pg_dump", "--version").map(MAJOR::matcher).stream()
                .filter(java.util.regex.Matcher::matches)
                .map(matcher -> matcher.group(1))
                .toList();
    }
}
