package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.RecoveryDrillCompleted;
import io.mooring.events.common.Outcome;
import io.mooring.testkit.token.Tokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Disasters are rehearsed by the whole service on real parts: asked over HTTP, heard on Kafka. */
class DrillServiceIT {

    private static final Set<String> OVER = Set.of("succeeded", "failed", "inconclusive", "refused", "cancelled");

    @TempDir
    static Path folder;

    private static Installation installation;
    private static ServiceHere service;
    private static Caller operator;
    private static Caller approver;

    @BeforeAll
    static void starts() {
        installation = new Installation(folder, 1);
        installation
                .set(
                        "backup.restore-key.file",
                        installation
                                .gpg
                                .secretKey("Operations <ops@example.org>")
                                .toString())
                .set("backup.verification.spare-space", "10MB")
                .set("backup.drills.runbook", "https://wiki.example.org/recovery")
                .alsoPlan(1, "empty", java.util.Map.of());
        service = ServiceHere.start(installation);
        operator = service.operator();
        approver = service.callerWith(Tokens.shared().tokenFor("bob", "approver"));
        String run = service.begin(installation.planId);
        assertThat(operator.awaitOver(run).path("state").asString()).isEqualTo("completed");
    }

    @AfterAll
    static void stops() {
        approver.close();
        service.close();
        installation.close();
    }

    @Test
    void aTestRestoresTheBackupAndMeasuresAgainstTheObjectives() {
        JsonNode drill = awaitOver(start("database-corruption", "test", installation.planId));

        assertThat(drill.path("state").asString()).as(drill.toString()).isEqualTo("succeeded");
        JsonNode database = component(drill, "database");
        assertThat(database.path("met").asString()).isEqualTo("passed");
        assertThat(database.path("measuredRtoMillis").asLong()).isPositive().isLessThan(1_800_000);
        assertThat(database.path("measuredRpoMillis").asLong()).isNotNegative();
        for (String other : List.of("application", "cache", "file-storage", "monitoring")) {
            assertThat(component(drill, other).path("met").asString()).as(other).isEqualTo("unknown");
            assertThat(component(drill, other).path("measuredRtoMillis").isNull())
                    .isTrue();
        }
        assertThat(step(drill, "stop-writers").path("outcome").asString()).isEqualTo("skipped");
        assertThat(step(drill, "restore-test").path("outcome").asString()).isEqualTo("done");
        assertThat(step(drill, "restore-test").path("runbook").asString())
                .isEqualTo("https://wiki.example.org/recovery#restore-test");
        RecoveryDrillCompleted event = heard(drill.path("id").asString());
        assertThat(event.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(event.getComponents()).hasSize(5);
        assertThat(operator.get("/api/v1/drills/trend?component=database")
                        .json()
                        .path("items")
                        .valueStream()
                        .map(point -> point.path("drillId").asString()))
                .contains(drill.path("id").asString());
        String page = operator.get("/api/v1/drills/" + drill.path("id").asString() + "/report", "Accept", "text/html")
                .body();
        assertThat(page)
                .contains("Database corruption")
                .contains("cache")
                .contains("unknown")
                .doesNotContain("<script");
    }

    @Test
    void aDryRunOnlyLooksAndMeasuresNothing() {
        JsonNode drill = awaitOver(start("datacenter-outage", "dry-run", installation.planId));

        assertThat(drill.path("state").asString()).as(drill.toString()).isEqualTo("succeeded");
        assertThat(drill.path("restoreTestId").isNull()).isTrue();
        assertThat(drill.path("steps").valueStream().map(step -> step.path("outcome")
                        .asString()))
                .containsOnly("ready");
        assertThat(component(drill, "database").path("met").asString()).isEqualTo("unknown");
    }

    @Test
    void failsInWordsWhenThereIsNoBackup() {
        JsonNode dry = awaitOver(start("application-failure", "dry-run", "empty"));

        assertThat(dry.path("state").asString()).isEqualTo("failed");
        assertThat(dry.path("failure").asString()).contains("no backup at all");

        JsonNode test = awaitOver(start("application-failure", "test", "empty"));

        assertThat(test.path("state").asString()).isEqualTo("failed");
        assertThat(component(test, "database").path("met").asString()).isEqualTo("unknown");
        assertThat(heard(test.path("id").asString(), "empty").getOutcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void theRealThingNeedsAnotherPersonAndWaitsForPersons() {
        String id = start("application-failure", "execute", installation.planId);
        String path = "/api/v1/drills/" + id;
        assertThat(operator.get(path).json().path("state").asString()).isEqualTo("awaiting-approval");
        assertThat(operator.post(path + "/approve").status())
                .as("an operator may not")
                .isEqualTo(403);
        try (Caller self = service.callerWith(Tokens.shared().tokenFor("ada", "admin"))) {
            assertThat(self.post(path + "/approve").code()).isEqualTo("own-drill");
        }

        assertThat(approver.post(path + "/approve").status()).isEqualTo(200);

        JsonNode waiting = awaitState(id, "awaiting-person");
        assertThat(step(waiting, "triage").path("outcome").asString()).isEqualTo("waiting");
        assertThat(tell(id, "roll-back", "done").code()).as("not its turn").isEqualTo("drill-wrong-state");
        assertThat(tell(id, "triage", "done").status()).isEqualTo(200);
        awaitWaitingFor(id, "roll-back");
        tell(id, "roll-back", "skipped");
        JsonNode restored = awaitWaitingFor(id, "restore");
        assertThat(step(restored, "restore-test").path("outcome").asString()).isEqualTo("done");
        tell(id, "restore", "done");
        awaitWaitingFor(id, "verify-service");
        tell(id, "verify-service", "done");
        awaitWaitingFor(id, "close");
        tell(id, "close", "done");

        JsonNode over = awaitOver(id);
        assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("succeeded");
        assertThat(over.path("decidedBy").asString()).isEqualTo("bob");
        assertThat(step(over, "restore").path("by").asString()).isEqualTo("ada");
    }

    @Test
    void answersBadInputInWords() {
        assertThat(ask("flood", "test", null).code()).isEqualTo("invalid-request");
        assertThat(ask("security-breach", "play", null).code()).isEqualTo("invalid-request");
        assertThat(ask("security-breach", "test", "nowhere").code()).isEqualTo("unknown-plan");
        assertThat(operator.get("/api/v1/drills/nowhere").code()).isEqualTo("unknown-drill");
        assertThat(operator.get("/api/v1/drills/scenarios").json().path("items").size())
                .isEqualTo(4);
    }

    private static String start(String scenario, String mode, String planId) {
        return Awaitility.await()
                .until(() -> ask(scenario, mode, planId), answer -> answer.status() == 202)
                .json()
                .path("id")
                .asString();
    }

    private static Caller.Answer ask(String scenario, String mode, String planId) {
        String plan = planId == null ? "null" : '"' + planId + '"';
        return operator.postJson(
                "/api/v1/drills",
                "{\"scenario\":\"%s\",\"mode\":\"%s\",\"planId\":%s}".formatted(scenario, mode, plan),
                UUID.randomUUID().toString());
    }

    private static Caller.Answer tell(String id, String step, String outcome) {
        return operator.postJson(
                "/api/v1/drills/" + id + "/steps/" + step,
                "{\"outcome\":\"%s\",\"words\":\"as rehearsed\"}".formatted(outcome),
                UUID.randomUUID().toString());
    }

    private static JsonNode awaitOver(String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(
                        () -> operator.get("/api/v1/drills/" + id).json(),
                        drill -> OVER.contains(drill.path("state").asString()));
    }

    private static JsonNode awaitState(String id, String state) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(
                        () -> operator.get("/api/v1/drills/" + id).json(),
                        drill -> state.equals(drill.path("state").asString()));
    }

    private static JsonNode awaitWaitingFor(String id, String step) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> operator.get("/api/v1/drills/" + id).json(), drill -> "waiting"
                        .equals(step(drill, step).path("outcome").asString()));
    }

    private static JsonNode step(JsonNode drill, String id) {
        return drill.path("steps")
                .valueStream()
                .filter(step -> step.path("id").asString().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static JsonNode component(JsonNode drill, String name) {
        return drill.path("components")
                .valueStream()
                .filter(component -> component.path("component").asString().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static RecoveryDrillCompleted heard(String drillId) {
        return heard(drillId, installation.planId);
    }

    private static RecoveryDrillCompleted heard(String drillId, String planId) {
        return Awaitility.await()
                .ignoreExceptions()
                .until(
                        () -> ServiceHere.listener().all(planId).stream()
                                .map(Listener.Heard::event)
                                .filter(RecoveryDrillCompleted.class::isInstance)
                                .map(RecoveryDrillCompleted.class::cast)
                                .filter(event -> event.getDrillId().equals(drillId))
                                .findFirst(),
                        java.util.Optional::isPresent)
                .orElseThrow();
    }
}
