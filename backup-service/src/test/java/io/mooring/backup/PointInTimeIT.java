package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A cluster that is lost, and comes back as it was at a given time, by stock tools alone. */
class PointInTimeIT {

    @TempDir
    Path folder;

    @Test
    void bringsBackWhatWasCommittedBeforeATimeAndNothingAfterIt() throws Exception {
        try (WalInstallation installation = new WalInstallation(folder);
                ServiceHere service = ServiceHere.start(installation.base)) {
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

            try (GpgHome key =
                    installation.base.gpg.onlyWith("Operations <ops@example.org>", installation.base.signer())) {
                installation.server.kill();
                assertThat(canaries(installation, copy, between, key)).containsExactly("before");
                assertThat(canaries(installation, copy, "", key)).containsExactly("after", "before");
                try (RestoredCluster beyond = restore(installation, copy, "2099-01-01 00:00:00+00", key)) {
                    assertThat(beyond.awaitRefusal())
                            .contains("recovery ended before configured recovery target was reached");
                }
            }
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
