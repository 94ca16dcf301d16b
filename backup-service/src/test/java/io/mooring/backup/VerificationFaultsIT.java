package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.backup.RestoreVerified;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The service dies in the middle of a restore test or of a drill: it is done all the same, told once, and nothing is left behind. */
class VerificationFaultsIT {

    private static final int ATTEMPTS = 5;

    @TempDir
    Path folder;

    private Installation installation;
    private Path throwaway;
    private BackupProcess service;

    @BeforeEach
    void starts() throws IOException {
        installation = new Installation(folder, 2);
        throwaway = Files.createDirectory(folder.resolve("throwaway"));
        installation
                .set(
                        "backup.restore-key.file",
                        installation
                                .gpg
                                .secretKey("Operations <ops@example.org>")
                                .toString())
                .set("backup.verification.folder", throwaway.toString())
                .set("backup.verification.spare-space", "10MB")
                .set("backup.runs.lease", "4s");
        service = BackupProcess.start(installation);
        String run = service.operator()
                .startRun(installation.planId)
                .json()
                .path("id")
                .asString();
        assertThat(service.operator().awaitOver(run).path("state").asString()).isEqualTo("completed");
    }

    @AfterEach
    void stops() {
        service.close();
        installation.close();
    }

    @Test
    void aRestoreTestWhoseProcessWasKilledIsDoneByTheNextAndLeavesNothing() {
        String run = service.operator()
                .get("/api/v1/runs")
                .json()
                .path("items")
                .get(0)
                .path("id")
                .asString();
        String id = killedWithin(run);
        service.startAgain();

        JsonNode verification = awaitOver("/api/v1/verifications/" + id);
        assertThat(verification.path("state").asString())
                .as(verification.toString())
                .isEqualTo("passed");
        assertThat(left()).isEmpty();
        assertThat(toldOf(heard -> heard instanceof RestoreVerified verified
                        && verified.getVerificationId().equals(id)))
                .hasSize(1);
    }

    @Test
    void aDrillWhoseProcessWasKilledGoesOnWithTheStepItWasAt() {
        String id = service.operator()
                .postJson(
                        "/api/v1/drills",
                        "{\"scenario\":\"database-corruption\",\"mode\":\"test\"}",
                        UUID.randomUUID().toString())
                .json()
                .path("id")
                .asString();
        String path = "/api/v1/drills/" + id;
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(() -> "running"
                .equals(restoreStep(service.operator().get(path).json())));

        service.process().kill9Alone();
        service.startAgain();

        JsonNode drill = awaitOver(path);
        assertThat(drill.path("state").asString()).as(drill.toString()).isEqualTo("succeeded");
        assertThat(restoreStep(drill)).isEqualTo("done");
        assertThat(left()).isEmpty();
        assertThat(toldOf(RecoveryDrillCompleted.class::isInstance)).hasSize(1);
    }

    /** What others take in of such events, as soon as there is one: what is sent again after a kill counts once. */
    private List<Listener.Heard> toldOf(Predicate<SpecificRecord> wanted) {
        return Awaitility.await()
                .ignoreExceptions()
                .until(
                        () -> Listener.inEffect(ServiceHere.listener().all(installation.planId)).stream()
                                .filter(heard -> wanted.test(heard.event()))
                                .toList(),
                        told -> !told.isEmpty());
    }

    /** A restore test that was under way when its process died. On a machine that stands still for seconds some are over before. */
    private String killedWithin(String run) {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            String id = service.operator()
                    .postJson(
                            "/api/v1/runs/" + run + "/verifications",
                            "{\"kind\":\"restore-test\"}",
                            UUID.randomUUID().toString())
                    .json()
                    .path("id")
                    .asString();
            Awaitility.await()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .until(() -> !left().isEmpty());
            service.process().kill9Alone();
            if (!left().isEmpty()) {
                return id;
            }
            service.startAgain();
        }
        throw new AssertionError("All of " + ATTEMPTS + " restore tests were over before the kill.");
    }

    private JsonNode awaitOver(String path) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .ignoreExceptions()
                .until(
                        () -> service.operator().get(path).json(),
                        found -> !found.path("finishedAt").isNull()
                                && found.path("finishedAt").isString());
    }

    private static String restoreStep(JsonNode drill) {
        return drill.path("steps")
                .valueStream()
                .filter(step -> step.path("id").asString().equals("restore-test"))
                .map(step -> step.path("outcome").asString())
                .findFirst()
                .orElse("");
    }

    private List<Path> left() {
        try (Stream<Path> all = Files.list(throwaway)) {
            return all.toList();
        } catch (IOException failure) {
            throw new AssertionError(failure);
        }
    }
}
