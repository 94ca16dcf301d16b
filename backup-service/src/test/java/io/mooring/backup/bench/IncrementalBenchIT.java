package io.mooring.backup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.key.Secret;
import io.mooring.backup.source.PostgresSource;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.process.ServiceProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark itself, over a tree of a few megabytes: what it says is of a backup that restores, or it fails. */
class IncrementalBenchIT {

    private static final int MEGABYTES = 6;

    @TempDir
    private Path folder;

    private PostgresDatabase database;
    private KnownInDatabase known;

    @BeforeEach
    void migrates() {
        database = Postgres.shared().freshDatabase("bench");
        known = new KnownInDatabase(new PostgresSource(
                database.host(), database.port(), database.name(), database.user(), Secret.of(database.password())));
    }

    @AfterEach
    void endsGpgsAgent() throws Exception {
        known.close();
        new ProcessBuilder("gpgconf", "--homedir", folder.resolve("gpg").toString(), "--kill", "all")
                .start()
                .waitFor();
    }

    @Test
    void tellsTimesAndBytesOfRunsThatRestore() throws Exception {
        String said = run("restic", tree -> {});

        assertThat(said)
                .contains("mooring, 1 % changed")
                .contains("tar | zstd -1 | gpg, always the whole")
                .contains("speed against tar | zstd | gpg: ")
                .containsPattern("restored the newest of 3 runs in .* each the same byte by byte");
        assertThat(said)
                .contains(
                        Installed.is("restic")
                                ? "stored against restic backup, 1 % changed: "
                                : "restic is not installed ('apt-get install restic'): measured without it");
    }

    @Test
    void measuresTheRestWithoutRestic() throws Exception {
        assertThat(run("no-such-restic", tree -> {}))
                .contains("restic is not installed ('apt-get install restic'): measured without it")
                .contains("stored against tar | zstd | gpg: ")
                .doesNotContain("restic backup");
    }

    @Test
    void failsWhenAByteOfTheRestoredTreeIsAnother() {
        assertThatThrownBy(() -> run("no-such-restic", tree -> flip(anyFile(tree))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("what was restored is not what was backed up: ")
                .hasMessageContaining("differs at byte 0");
    }

    @Test
    void failsWhenAFileDoesNotComeBack() {
        assertThatThrownBy(() -> run("no-such-restic", tree -> delete(anyFile(tree))))
                .hasMessageContaining("is not there");
    }

    @Test
    void saysInWordsThatTheDiskIsTooSmallAndLeavesNothing() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("temporary"));
        try (ServiceProcess process = ServiceProcess.of(IncrementalBench.class)
                .jvm("-Djava.io.tmpdir=" + temporary)
                .environment("MOORING_BENCH_HOST", database.host())
                .environment("MOORING_BENCH_PORT", Integer.toString(database.port()))
                .environment("MOORING_BENCH_DATABASE", database.name())
                .environment("MOORING_BENCH_USER", database.user())
                .environment("MOORING_BENCH_PASSWORD", database.password())
                .environment("MOORING_BENCH_MEGABYTES", "1000000000")
                .start(folder.resolve("log"))) {
            assertThat(process.awaitExit()).as(process.output()).isEqualTo(1);
            assertThat(process.output()).contains("bench: the benchmark needs 6,500,000,000 MiB in " + temporary);
            assertThat(process.output()).doesNotContain("\tat ");
        }
        try (Stream<Path> left = Files.list(temporary)) {
            assertThat(left.filter(path -> path.getFileName().toString().startsWith("mooring-bench-")))
                    .isEmpty();
        }
    }

    private String run(String restic, Consumer<Path> restored) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IncrementalOptions options = new IncrementalOptions(MEGABYTES, 7, 2, restic, restored);
        new IncrementalBench(options, known, folder).run(new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Path anyFile(Path tree) {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.filter(Files::isRegularFile).findFirst().orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void flip(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[0] ^= 1;
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
