package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import io.mooring.backup.pipeline.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A cluster that is lost, and comes back as it was at a given time, by stock tools alone. */
class PointInTimeIT {

    @TempDir
    Path folder;

    @Test
    void bringsBackWhatWasCommittedBeforeATimeAndNothingAfterIt() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder)) {
            installation.base.set("backup.plans[1].source.wal.index-every", "500ms");
            try (ServiceHere service = ServiceHere.start(installation.base)) {
                bringsBack(installation, service);
            }
        }
    }

    private void bringsBack(WalInstallation installation, ServiceHere service) throws Exception {
        JsonNode run = installation.protect(service.operator());
        installation.load(20);
        installation.sql("INSERT INTO canary VALUES ('before')");
        String between = installation.ask("SELECT clock_timestamp()");
        installation.sql("INSERT INTO canary VALUES ('after')");
        JsonNode recovery = installation.awaitShipped(service.operator());
        assertThat(recovery.path("gaps")).isEmpty();
        assertThat(recovery.path("window").path("from").asString()).isNotEmpty();
        Path copy = installation
                .base
                .copies
                .resolve(installation.planId)
                .resolve(run.path("id").asString());

        try (GpgHome key = installation.base.gpg.onlyWith("Operations <ops@example.org>", installation.base.signer())) {
            checkTheWal(installation, copy, key);
            installation.server.kill();
            assertThat(canaries(installation, copy, between, key)).containsExactly("before");
            assertThat(canaries(installation, copy, "", key)).containsExactly("after", "before");
            try (RestoredCluster beyond = restore(installation, copy, "2099-01-01 00:00:00+00", key)) {
                assertThat(beyond.awaitRefusal())
                        .contains("recovery ended before configured recovery target was reached");
            }
        }
    }

    /** By the page's commands, with the WAL that the service has shipped and the index that it has signed. */
    private void checkTheWal(WalInstallation installation, Path copy, GpgHome key) throws Exception {
        Path wal = copy.resolveSibling("wal");
        Path unpacked = Files.createDirectory(folder.resolve("unpacked"));
        Map<String, String> environment = Map.of(
                "GNUPGHOME", key.folder().toString(),
                "SIGNING_KEY", installation.base.signer().toString(),
                "RESTORE_TO", unpacked.toString());
        Shell.bash("""
                        for part in data.*.zst.pgp; do gpg --batch --quiet --decrypt "$part" || exit 1; done \\
                            | zstd --decompress --stdout | tar --extract --no-same-owner --directory="$RESTORE_TO" backup_label""", copy, environment).succeeded();
        String page = Files.readString(Path.of("..", "docs", "restore-without-mooring.md"));
        int from = page.indexOf("```bash wal\n") + "```bash wal\n".length();
        String check = page.substring(from, page.indexOf("\n```", from));

        String label = Files.readString(unpacked.resolve("backup_label"));
        String first = label.substring(label.indexOf("(file ") + 6).substring(0, 24);
        String listed = Awaitility.await().until(() -> newestListed(wal), newest -> newest.compareTo(first) >= 0);
        assertThat(Shell.bash(check, copy, environment).succeeded()).contains("# written");
        Path away = folder.resolve("away");
        Files.move(wal.resolve(listed), away);
        assertThat(Shell.bash(check, copy, environment).output()).contains(listed + ": FAILED open or read");
        Files.move(away, wal.resolve(listed));
    }

    /** Of all parts of the index; empty when there is none. */
    private static String newestListed(Path wal) throws IOException {
        try (Stream<Path> files = Files.list(wal)) {
            return files.filter(file -> file.toString().endsWith(".sha256"))
                    .flatMap(PointInTimeIT::lines)
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.substring(66))
                    .max(String::compareTo)
                    .orElse("");
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    private java.util.List<String> canaries(WalInstallation installation, Path copy, String time, GpgHome key)
            throws Exception {
        try (RestoredCluster restored = restore(installation, copy, time, key).awaitRecovered()) {
            return restored.strings("SELECT name FROM canary ORDER BY name");
        }
    }

    private RestoredCluster restore(WalInstallation installation, Path copy, String time, GpgHome key)
            throws Exception {
        Path target = folder.resolve("restored-" + System.nanoTime());
        return RestoredCluster.start(copy, target, time, key, installation.server.programs(), installation.admin());
    }
}
