package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.common.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The loss of a whole server is rehearsed with its base backup and its WAL: what is measured, and what must make it fail. */
class ClusterDrillIT {

    private static final Set<String> OVER = Set.of("succeeded", "failed", "inconclusive", "refused", "cancelled");

    @TempDir
    static Path folder;

    private static WalInstallation installation;
    private static ServiceHere service;
    private static String behind;

    @BeforeAll
    static void protectsAServer() throws Exception {
        installation = new WalInstallation(folder);
        RestoreInstallation.of(installation.base)
                .set("backup.verification.spare-space", "10MB")
                .set("backup.drills.runbook", "https://wiki.example.org/recovery")
                .set("backup.plans[1].objectives.rto", "20m")
                .set("backup.plans[1].objectives.rpo", "2m");
        service = ServiceHere.start(installation.base);
        installation.protect(service.operator());
        installation.load(5);
        behind = installation.ask("SELECT pg_walfile_name(pg_current_wal_lsn() + 16777216)");
        installation.load(40);
        installation.awaitShipped(service.operator());
        // Both locations have whole segments up to there, so that one can be taken out of the middle.
        Awaitility.await().until(() -> List.of("bucket", "folder").stream()
                .allMatch(location -> installation.wal(location).contains(behind + ".zst.pgp")));
    }

    @AfterAll
    static void stops() {
        service.close();
        installation.close();
    }

    @Test
    void aTestRestoresTheServerWithItsWalAndMeasuresBoth() throws Exception {
        installation.awaitShipped(service.operator());
        JsonNode drill = awaitOver(start("test"));

        assertThat(drill.path("state").asString()).as(drill.toString()).isEqualTo("succeeded");
        assertThat(outcomes(drill))
                .containsEntry("choose-backup", "done")
                .containsEntry("check-locations", "done")
                .containsEntry("read-again", "done")
                .containsEntry("restore-test", "done")
                .containsEntry("measure", "done")
                .containsEntry("restore", "skipped");
        assertThat(step(drill, "restore-test").path("words").asString())
                .contains("as far as the WAL at this location goes")
                .contains("Every file has the SHA-256");
        assertThat(step(drill, "restore-test").path("millis").asLong()).isPositive();
        JsonNode test = service.operator()
                .get("/api/v1/verifications/" + drill.path("restoreTestId").asString())
                .json()
                .path("measured");
        JsonNode database = database(drill);
        assertThat(database.path("met").asString()).isEqualTo("passed");
        assertThat(database.path("measuredRtoMillis").asLong())
                .isBetween(
                        test.path("restoreMillis").asLong(),
                        Duration.ofMinutes(20).toMillis());
        long lost = database.path("measuredRpoMillis").asLong();
        assertThat(lost)
                .as("as old as the recovery point of the WAL")
                .isEqualTo(test.path("replayed").path("lostMillis").asLong())
                .as("not as old as the base backup")
                .isLessThan(Duration.between(
                                Instant.parse(drill.path("consistentAt").asString()),
                                Instant.parse(drill.path("startedAt").asString()))
                        .toMillis());
        assertReported(drill);
        assertThat(heard(drill).getOutcome()).isEqualTo(Outcome.SUCCEEDED);
    }

    @Test
    void aDryRunOnlyLooks() {
        JsonNode drill = awaitOver(start("dry-run"));

        assertThat(drill.path("state").asString()).as(drill.toString()).isEqualTo("succeeded");
        assertThat(outcomes(drill).values()).containsOnly("ready");
        assertThat(drill.path("restoreTestId").isNull()).isTrue();
        assertThat(database(drill).path("met").asString()).isEqualTo("unknown");
        assertThat(database(drill).path("measuredRpoMillis").isNull()).isTrue();
    }

    @Test
    void failsWhenAPieceOfTheWalIsMissingAndNamesIt() throws Exception {
        try (TakenAway taken = TakenAway.of(installation, behind)) {
            JsonNode drill = awaitOver(start("test"));

            assertFailed(drill, "wal/" + taken.name());
        }
    }

    @Test
    void failsWhenTheKeyAtHandDoesNotOpenTheBackupAndNamesTheObject() {
        String before = installation.base.properties().get("backup.restore-key.file");
        service.close();
        installation.base.gpg.rsa("Stranger <stranger@example.org>");
        installation.base.set(
                "backup.restore-key.file",
                installation
                        .base
                        .gpg
                        .secretKey("Stranger <stranger@example.org>")
                        .toString());
        service = ServiceHere.start(installation.base);
        try {
            JsonNode drill = awaitOver(start("test"));

            assertFailed(drill, drill.path("runId").asString() + "/data.000001.zst.pgp");
            assertThat(drill.path("failure").asString()).contains("not encrypted to the key");
            assertThat(step(drill, "read-again").path("outcome").asString())
                    .as("no key is needed for that")
                    .isEqualTo("done");
        } finally {
            service.close();
            installation.base.set("backup.restore-key.file", before);
            service = ServiceHere.start(installation.base);
        }
    }

    private static void assertFailed(JsonNode drill, String object) {
        assertThat(drill.path("state").asString()).as(drill.toString()).isEqualTo("failed");
        assertThat(drill.path("failure").asString()).contains(object);
        assertThat(step(drill, "restore-test").path("outcome").asString()).isEqualTo("failed");
        assertThat(database(drill).path("met").asString()).isNotEqualTo("passed");
        assertThat(database(drill).path("measuredRtoMillis").isNull()).isTrue();
        assertThat(database(drill).path("measuredRpoMillis").isNull()).isTrue();
        assertThat(heard(drill).getOutcome()).isEqualTo(Outcome.FAILED);
    }

    private static void assertReported(JsonNode drill) {
        String path = "/api/v1/drills/" + drill.path("id").asString() + "/report";
        JsonNode json =
                service.operator().get(path, "Accept", "application/json").json();
        assertThat(database(json).path("measuredRpoMillis"))
                .isEqualTo(database(drill).path("measuredRpoMillis"));
        assertThat(outcomes(json)).isEqualTo(outcomes(drill));
        assertThat(service.operator().get(path, "Accept", "text/html").body())
                .contains("Datacenter outage")
                .contains(drill.path("runId").asString())
                .contains("as far as the WAL at this location goes")
                .contains("passed");
    }

    private static String start(String mode) {
        return Awaitility.await()
                .until(
                        () -> service.operator()
                                .postJson(
                                        "/api/v1/drills",
                                        "{\"scenario\":\"datacenter-outage\",\"mode\":\"%s\",\"planId\":\"%s\"}"
                                                .formatted(mode, installation.planId),
                                        UUID.randomUUID().toString()),
                        answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
    }

    private static JsonNode awaitOver(String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(180))
                .until(
                        () -> service.operator().get("/api/v1/drills/" + id).json(),
                        drill -> OVER.contains(drill.path("state").asString()));
    }

    private static JsonNode step(JsonNode drill, String id) {
        return drill.path("steps")
                .valueStream()
                .filter(step -> step.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, String> outcomes(JsonNode drill) {
        return drill.path("steps")
                .valueStream()
                .collect(Collectors.toMap(step -> step.path("id").asString(), step -> step.path("outcome")
                        .asString()));
    }

    private static JsonNode database(JsonNode drill) {
        return drill.path("components")
                .valueStream()
                .filter(component -> component.path("component").asString().equals("database"))
                .findFirst()
                .orElseThrow();
    }

    private static RecoveryDrillCompleted heard(JsonNode drill) {
        return Awaitility.await()
                .ignoreExceptions()
                .until(
                        () -> ServiceHere.listener().all(installation.planId).stream()
                                .map(Listener.Heard::event)
                                .filter(RecoveryDrillCompleted.class::isInstance)
                                .map(RecoveryDrillCompleted.class::cast)
                                .filter(event -> event.getDrillId()
                                        .equals(drill.path("id").asString()))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
