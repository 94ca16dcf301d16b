package io.mooring.backup;

import static io.mooring.backup.RestoreInstallation.awaitOver;
import static io.mooring.backup.RestoreInstallation.order;
import static io.mooring.backup.RestoreInstallation.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.GpgHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** What comes back of a cluster, once by the commands that its manifest prints and once by a restore of the service's own. */
final class RecoveredByBoth {

    private final WalInstallation installation;
    private final Caller operator;
    private final String run;
    private final Path restored;

    private RecoveredByBoth(WalInstallation installation, Caller operator, String run, Path restored) {
        this.installation = installation;
        this.operator = operator;
        this.run = run;
        this.restored = restored;
    }

    /** Lets the service restore below a folder. Before it is started. */
    static Path allow(WalInstallation installation) throws java.io.IOException {
        Path restored = Files.createDirectory(installation.base.folder.resolve("restored"));
        RestoreInstallation.of(installation.base).set("backup.restore.folders[0]", restored.toString());
        return restored;
    }

    static RecoveredByBoth of(WalInstallation installation, Caller operator, JsonNode run, Path restored) {
        return new RecoveredByBoth(installation, operator, run.path("id").asString(), restored);
    }

    /** The names of the canaries at a time; the newest ones for an empty one. */
    List<String> canaries(String time) throws Exception {
        List<String> byHand = byHand(time);
        assertThat(byService(time))
                .as("the service restores what the commands do")
                .isEqualTo(byHand);
        return byHand;
    }

    private List<String> byHand(String time) throws Exception {
        Path copy = installation.base.copies.resolve(installation.planId).resolve(run);
        Path target = installation.base.folder.resolve(RestoreInstallation.freshName());
        try (GpgHome key = installation.base.gpg.onlyWith("Operations <ops@example.org>", installation.base.signer());
                RestoredCluster cluster = RestoredCluster.start(
                                copy, target, time, key, installation.server.programs(), installation.admin())
                        .awaitRecovered()) {
            return cluster.strings("SELECT name FROM canary ORDER BY name");
        }
    }

    private List<String> byService(String time) throws Exception {
        Path target = restored.resolve(RestoreInstallation.freshName());
        String toTime = time.isEmpty() ? "" : ",\"toTime\":\"" + time + "\"";
        Caller.Answer answer = request(operator, order(run, "new-cluster", target.toString(), toTime));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        JsonNode over = awaitOver(operator, answer.json().path("id").asString());
        assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("completed");
        try (RestoredCluster cluster =
                RestoredCluster.over(target, installation.server.programs(), installation.admin())) {
            return cluster.awaitRecovered().strings("SELECT name FROM canary ORDER BY name");
        }
    }
}
