package io.mooring.backup.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mooring.backup.key.Secret;
import io.mooring.backup.source.ClusterSource;
import io.mooring.backup.source.SslMode;
import io.mooring.embedded.postgres.PostgresServer;
import io.mooring.testkit.Postgres;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The benchmark itself, over an empty server: its figures are of a copy that comes back, or it fails. */
class ClusterBenchIT {

    private static PostgresServer server;

    @TempDir
    private Path folder;

    @BeforeAll
    static void starts() {
        server = Postgres.own();
    }

    @AfterAll
    static void stops() {
        server.close();
    }

    @AfterEach
    void endsGpgsAgent() throws Exception {
        new ProcessBuilder("gpgconf", "--homedir", folder.resolve("gpg").toString(), "--kill", "all")
                .start()
                .waitFor();
    }

    @Test
    void tellsTimesAndBytesOfACopyThatComesBack() throws Exception {
        assertThat(run("pgbackrest", copy -> {}))
                .contains("mooring, whole")
                .contains("speed against pg_basebackup -Ft -z: ")
                .contains("brought back by the commands of the manifest")
                .contains(
                        Installed.is("pgbackrest")
                                ? "speed against pgbackrest: "
                                : "pgbackrest is not installed ('apt-get install pgbackrest'): measured without it");
    }

    @Test
    void measuresTheRestWithoutPgBackRest() throws Exception {
        assertThat(run("no-such-pgbackrest", copy -> {}))
                .contains("pgbackrest is not installed ('apt-get install pgbackrest'): measured without it")
                .contains("speed against pg_basebackup to a folder: ")
                .doesNotContain("speed against pgbackrest");
    }

    @Test
    void failsWhenAByteOfTheCopyIsAnother() {
        assertThatThrownBy(() -> run("no-such-pgbackrest", copy -> flip(copy.resolve("data.000001.zst.pgp"))))
                .hasMessageContaining("data.000001.zst.pgp: FAILED");
    }

    private String run(String program, Consumer<Path> stored) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        var admin = server.admin();
        ClusterSource source = new ClusterSource(
                admin.host(), admin.port(), admin.user(), Secret.of(admin.password()), SslMode.PREFER);
        new ClusterBench(source, program, folder).run(1, stored, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8);
    }

    private static void flip(Path file) {
        try {
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
