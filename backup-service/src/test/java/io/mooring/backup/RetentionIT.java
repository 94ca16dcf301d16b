package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupExpired;
import io.mooring.events.backup.CopyState;
import io.mooring.events.backup.ExpiryCause;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What retention lets go, over HTTP, on Kafka and at the locations. */
class RetentionIT {

    @TempDir
    Path folder;

    @Test
    void letsGoWhatNoRuleKeepsAndKeepsWhatIsHeld() {
        try (Installation installation = onlyTheNewest();
                ServiceHere service = ServiceHere.start(installation)) {
            String first = backup(service, installation);
            String second = backup(service, installation);
            String third = backup(service, installation);
            Caller operator = service.operator();
            assertThat(operator.put("/api/v1/runs/" + first + "/hold", "{\"reason\": \"lawsuit 7\"}")
                            .status())
                    .isEqualTo(200);

            List<JsonNode> plan = weigh(service, installation);
            assertThat(plan).extracting(of("runId")).containsExactly(third, second, first);
            assertThat(plan).extracting(of("keep")).containsExactly("true", "false", "true");
            assertThat(plan.get(1).path("reasons").get(0).asString()).isEqualTo("It is not among the newest 1.");
            assertThat(plan).extracting(of("verified")).containsOnly("false");
            assertThat(plan.get(2).path("hold").path("reason").asString()).isEqualTo("lawsuit 7");
            assertThat(Stored.isBackup(installation.copies, second))
                    .as("a dry run deletes nothing")
                    .isTrue();

            assertThat(operator.post("/api/v1/plans/" + installation.planId + "/prune")
                            .status())
                    .isEqualTo(202);
            awaitGone(installation, second);
            assertThat(Stored.isBackup(installation.copies, first)).isTrue();
            assertThat(Stored.isBackup(installation.bucket.folder(), third)).isTrue();

            BackupExpired expired = expired(installation);
            assertThat(expired.getRunId()).isEqualTo(second);
            assertThat(expired.getCause()).isEqualTo(ExpiryCause.COUNT);
            assertThat(expired.getFreedBytes()).isPositive();
            assertThat(expired.getCopies())
                    .allSatisfy(copy -> assertThat(copy.getState()).isEqualTo(CopyState.DELETED));
            assertThat(operator.put("/api/v1/runs/" + second + "/hold", "{\"reason\": \"late\"}")
                            .code())
                    .isEqualTo("no-backup");
        }
    }

    @Test
    void keepsWhatIsBeingReadUntilThatIsOver() {
        try (Installation installation = onlyTheNewest().set("backup.verification.read-per-second", "16KB");
                ServiceHere service = ServiceHere.start(installation)) {
            String first = backup(service, installation);
            String second = backup(service, installation);
            Caller.Answer asked = service.operator()
                    .postJson("/api/v1/runs/" + first + "/verifications", "{\"kind\": \"checksums\"}", "read-it");
            assertThat(asked.status()).as(asked.body()).isEqualTo(202);
            String verification =
                    "/api/v1/verifications/" + asked.json().path("id").asString();

            List<JsonNode> plan = weigh(service, installation);
            assertThat(plan).extracting(of("runId")).containsExactly(second, first);
            assertThat(plan.get(1).path("keep").asBoolean()).isTrue();
            assertThat(plan.get(1).path("reasons").toString()).contains("A restore or a verification is using it.");
            prune(service, installation);
            assertThat(Stored.isBackup(installation.copies, first)).isTrue();
            assertThat(service.operator().get(verification).json().path("state").asString())
                    .as("still reading when the prune was over")
                    .isIn("queued", "running");

            service.operator().post(verification + "/cancel");
            Awaitility.await()
                    .until(() ->
                            !weigh(service, installation).get(1).path("keep").asBoolean());
            service.operator().post("/api/v1/plans/" + installation.planId + "/prune");
            awaitGone(installation, first);
        }
    }

    @Test
    void saysOfARunThatItsBackupIsLetGo() {
        try (Installation installation = onlyTheNewest();
                ServiceHere service = ServiceHere.start(installation)) {
            String first = backup(service, installation);
            String second = backup(service, installation);
            assertThat(service.operator().run(first).path("letGo").isNull()).isTrue();
            prune(service, installation);

            JsonNode run = service.operator().run(first);
            assertThat(run.path("state").asString()).isEqualTo("completed");
            assertThat(run.path("letGo").path("reason").asString()).isEqualTo("It is not among the newest 1.");
            JsonNode listed = service.operator()
                    .get("/api/v1/runs?planId=" + installation.planId)
                    .json()
                    .path("items");
            assertThat(listed.get(0).path("id").asString()).isEqualTo(second);
            assertThat(listed.get(0).path("letGo").isNull()).isTrue();
            assertThat(listed.get(1).path("letGo").path("at").asString()).isNotEmpty();

            Caller.Answer verification = service.operator()
                    .postJson("/api/v1/runs/" + first + "/verifications", "{\"kind\": \"checksums\"}", "too-late");
            assertThat(verification.code()).isEqualTo("nothing-to-verify");
            String restore =
                    "{\"runId\": \"" + first + "\", \"target\": {\"kind\": \"new-database\", \"name\": \"back\"}}";
            Caller.Answer refused = service.operator().postJson("/api/v1/restores", restore, "gone");
            assertThat(refused.code()).isEqualTo("restore-not-possible");
            assertThat(refused.json().path("detail").asString())
                    .contains("Retention let the backup go", "It is not among the newest 1.");
        }
    }

    @Test
    void asksAgainWhereALocationDidNotLetGo() throws IOException {
        try (Installation installation = onlyTheNewest();
                ServiceHere service = ServiceHere.start(installation)) {
            String first = backup(service, installation);
            backup(service, installation);
            Path away = folder.resolve("unmounted");
            Files.move(installation.copies, away);

            service.operator().post("/api/v1/plans/" + installation.planId + "/prune");
            BackupExpired expired = expired(installation);
            assertThat(expired.getCopies())
                    .filteredOn(copy -> copy.getLocationId().equals("folder"))
                    .singleElement()
                    .satisfies(copy -> assertThat(copy.getState()).isEqualTo(CopyState.FAILED));
            assertThat(Stored.files(away, first)).isNotEmpty();

            Files.move(away, installation.copies);
            service.operator().post("/api/v1/plans/" + installation.planId + "/prune");
            awaitGone(installation, first);
        }
    }

    @Test
    void letsNothingGoWhileTheClockIsWrong() {
        InstantSource wrong = () -> Instant.now().plus(Duration.ofMinutes(30));
        try (Installation installation = onlyTheNewest()) {
            String first;
            try (ServiceHere service = ServiceHere.start(installation)) {
                first = backup(service, installation);
                backup(service, installation);
            }
            try (ServiceHere service = ServiceHere.start(installation, wrong)) {
                service.operator().post("/api/v1/plans/" + installation.planId + "/prune");
                awaitPruned(service, installation);
                assertThat(Stored.isBackup(installation.copies, first)).isTrue();
            }
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        try (Installation installation = onlyTheNewest();
                ServiceHere service = ServiceHere.start(installation)) {
            String run = backup(service, installation);
            Caller operator = service.operator();
            assertThat(operator.get("/api/v1/plans/nothing/retention").code()).isEqualTo("unknown-plan");
            assertThat(operator.put("/api/v1/runs/nothing/hold", "{\"reason\": \"x\"}")
                            .code())
                    .isEqualTo("no-backup");
            assertThat(operator.put("/api/v1/runs/" + run + "/hold", "{\"reason\": \" \"}")
                            .json()
                            .path("errors")
                            .get(0)
                            .path("field")
                            .asString())
                    .isEqualTo("reason");
            assertThat(operator.put("/api/v1/runs/" + run + "/hold", "{nonsense")
                            .status())
                    .isEqualTo(400);
            assertThat(operator.delete("/api/v1/runs/" + run + "/hold").status())
                    .as("an operator may hold, only an approver may release")
                    .isEqualTo(403);
            try (Caller approver = service.caller("approver")) {
                assertThat(approver.delete("/api/v1/runs/" + run + "/hold").code())
                        .isEqualTo("not-held");
            }
        }
    }

    private Installation onlyTheNewest() {
        return new Installation(folder, 1)
                .set("backup.plans[0].retention.count", "1")
                // Only when a test asks.
                .set("backup.prune", "1d");
    }

    private static String backup(ServiceHere service, Installation installation) {
        String run = service.begin(installation.planId);
        assertThat(service.operator().awaitOver(run).path("state").asString()).isEqualTo("completed");
        return run;
    }

    private static void prune(ServiceHere service, Installation installation) {
        service.operator().post("/api/v1/plans/" + installation.planId + "/prune");
        awaitPruned(service, installation);
    }

    /** Pruned and done: the job is gone, so the next may be added. */
    private static void awaitPruned(ServiceHere service, Installation installation) {
        Awaitility.await().until(() -> service.operator()
                .post("/api/v1/plans/" + installation.planId + "/prune")
                .json()
                .path("state")
                .asString()
                .equals("queued"));
    }

    private static List<JsonNode> weigh(ServiceHere service, Installation installation) {
        return service.operator()
                .get("/api/v1/plans/" + installation.planId + "/retention")
                .json()
                .path("items")
                .valueStream()
                .toList();
    }

    private static java.util.function.Function<JsonNode, String> of(String field) {
        return node -> node.path(field).asString();
    }

    private static void awaitGone(Installation installation, String run) {
        Awaitility.await()
                .until(() -> Stored.files(installation.copies, run).isEmpty()
                        && Stored.files(installation.bucket.folder(), run).isEmpty());
    }

    private static BackupExpired expired(Installation installation) {
        return Awaitility.await()
                .until(
                        () -> ServiceHere.listener().all(installation.planId).stream()
                                .map(Listener.Heard::event)
                                .filter(BackupExpired.class::isInstance)
                                .map(BackupExpired.class::cast)
                                .toList(),
                        events -> events.size() == 1)
                .getFirst();
    }
}
