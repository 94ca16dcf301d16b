package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupExpired;
import io.mooring.events.backup.ExpiryCause;
import io.mooring.schemas.TopicCatalogue;
import io.mooring.testkit.service.TopicReader;
import io.mooring.testkit.token.Tokens;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backups that go before their time: one person asks, another one agrees, over HTTP, on Kafka and at the locations. */
class PurgesIT {

    @TempDir
    Path folder;

    @Test
    void deletesABackupAfterAnotherPersonAgreed() {
        try (Installation installation = installation();
                ServiceHere service = ServiceHere.start(installation);
                Caller ada = service.caller("operator", "approver");
                Caller bob = service.callerWith(Tokens.shared().tokenFor("bob", "approver"))) {
            String first = backup(service, installation);
            String second = backup(service, installation);
            String body = "{\"runId\": \"%s\", \"reason\": \"holds data of a customer who left\"}".formatted(first);

            JsonNode plan = ada.postJson("/api/v1/purges/plan", body).json();
            assertThat(plan.path("goes").asInt()).isEqualTo(1);
            String key = UUID.randomUUID().toString();
            Caller.Answer asked = ada.postJson("/api/v1/purges", body, key);
            assertThat(asked.status()).as(asked.body()).isEqualTo(202);
            String id = asked.json().path("id").asString();
            assertThat(ada.postJson("/api/v1/purges", body, key)
                            .json()
                            .path("id")
                            .asString())
                    .as("the same key, the same purge")
                    .isEqualTo(id);
            assertThat(asked.json().path("state").asString()).isEqualTo("awaiting-approval");
            assertThat(asked.json().path("expiresAt").asString()).isNotEmpty();
            assertThat(Stored.isBackup(installation.copies, first)).isTrue();

            assertThat(ada.post("/api/v1/purges/" + id + "/approve").code()).isEqualTo("own-request");
            assertThat(service.operator()
                            .post("/api/v1/purges/" + id + "/approve")
                            .status())
                    .isEqualTo(403);
            Caller.Answer approved = bob.post("/api/v1/purges/" + id + "/approve");
            assertThat(approved.status()).as(approved.body()).isEqualTo(202);

            JsonNode done = awaitState(ada, id, "completed");
            assertThat(done.path("decidedBy").asString()).isEqualTo("bob");
            assertThat(done.path("items").get(0).path("fate").asString()).isEqualTo("gone");
            assertThat(Stored.files(installation.copies, first)).isEmpty();
            assertThat(Stored.files(installation.bucket.folder(), first)).isEmpty();
            assertThat(Stored.isBackup(installation.copies, second)).isTrue();
            assertThat(ada.run(first).path("letGo").path("reason").asString())
                    .isEqualTo("ada asked for it and bob agreed: holds data of a customer who left");

            BackupExpired expired = expired(installation);
            assertThat(expired.getCause()).isEqualTo(ExpiryCause.REQUESTED);
            assertThat(expired.getDeletedBy()).contains("ada");
            assertThat(expired.getApprovedBy()).contains("bob");
            assertAudited(id, "ada", "bob", "holds data of a customer who left", first);
            assertThat(bob.post("/api/v1/purges/" + id + "/approve").code()).isEqualTo("purge-wrong-state");
        }
    }

    @Test
    void deletesAllOfAPlanThatNothingKeeps() {
        try (Installation installation = installation();
                ServiceHere service = ServiceHere.start(installation);
                Caller bob = service.callerWith(Tokens.shared().tokenFor("bob", "approver"))) {
            String held = backup(service, installation);
            String gone = backup(service, installation);
            String newest = backup(service, installation);
            Caller ada = service.operator();
            ada.put("/api/v1/runs/" + held + "/hold", "{\"reason\": \"lawsuit 7\"}");
            String plan = "{\"planId\": \"%s\", \"reason\": \"the shop is closed\"%s}";

            JsonNode careful = ada.postJson("/api/v1/purges/plan", plan.formatted(installation.planId, ""))
                    .json();
            assertThat(careful.path("items").valueStream().toList())
                    .extracting(of("fate"))
                    .containsExactly("stays", "goes", "stays");
            assertThat(careful.path("items").get(0).path("reasons").toString()).contains("nobody confirmed");
            assertThat(careful.path("items").get(2).path("reasons").toString()).contains("legal hold");

            String id = ada.postJson(
                            "/api/v1/purges",
                            plan.formatted(installation.planId, ", \"confirmLastVerified\": true"),
                            "all-of-it")
                    .json()
                    .path("id")
                    .asString();
            assertThat(bob.post("/api/v1/purges/" + id + "/approve").status()).isEqualTo(202);
            JsonNode done = awaitState(ada, id, "completed");
            assertThat(done.path("items").valueStream().toList())
                    .extracting(of("fate"))
                    .containsExactly("gone", "gone", "stays");
            assertThat(Stored.files(installation.copies, gone)).isEmpty();
            assertThat(Stored.files(installation.copies, newest)).isEmpty();
            assertThat(Stored.isBackup(installation.copies, held)).isTrue();

            Caller.Answer nothing = ada.postJson("/api/v1/purges", plan.formatted(installation.planId, ""), "again");
            assertThat(nothing.code()).isEqualTo("nothing-to-purge");
            assertThat(nothing.json().path("detail").asString()).contains("legal hold");
        }
    }

    @Test
    void deletesNothingThatSomebodyBeganToHoldMeanwhileOrThatIsRefusedOrTakenBack() {
        try (Installation installation = installation();
                ServiceHere service = ServiceHere.start(installation);
                Caller bob = service.callerWith(Tokens.shared().tokenFor("bob", "approver"))) {
            String first = backup(service, installation);
            backup(service, installation);
            Caller ada = service.operator();
            String held = ask(ada, first);
            ada.put("/api/v1/runs/" + first + "/hold", "{\"reason\": \"lawsuit 7\"}");
            assertThat(ada.get("/api/v1/purges/" + held)
                            .json()
                            .path("items")
                            .get(0)
                            .path("fate")
                            .asString())
                    .as("as it would be now")
                    .isEqualTo("stays");
            assertThat(bob.post("/api/v1/purges/" + held + "/approve").code()).isEqualTo("nothing-to-purge");
            Caller.Answer refused = bob.postJson("/api/v1/purges/" + held + "/refuse", "{\"reason\": \"a lawsuit\"}");
            assertThat(refused.json().path("state").asString()).isEqualTo("refused");
            assertThat(refused.json().path("remark").asString()).isEqualTo("a lawsuit");

            try (Caller approver = service.caller("approver")) {
                approver.delete("/api/v1/runs/" + first + "/hold");
            }
            String back = ask(ada, first);
            assertThat(ada.post("/api/v1/purges/" + back + "/cancel")
                            .json()
                            .path("state")
                            .asString())
                    .isEqualTo("cancelled");
            assertThat(bob.post("/api/v1/purges/" + back + "/approve").code()).isEqualTo("purge-wrong-state");
            assertThat(Stored.isBackup(installation.copies, first)).isTrue();

            JsonNode page = ada.get("/api/v1/purges?planId=" + installation.planId + "&limit=1")
                    .json();
            assertThat(page.path("items").get(0).path("id").asString()).isEqualTo(back);
            JsonNode next = ada.get("/api/v1/purges?planId=" + installation.planId + "&limit=1&cursor="
                            + page.path("nextCursor").asString())
                    .json();
            assertThat(next.path("items").get(0).path("id").asString()).isEqualTo(held);
            assertThat(ada.get("/api/v1/purges?state=nonsense").code()).isEqualTo("invalid-request");
        }
    }

    @Test
    void endsWhatNobodyDecidesOnAndKeepsNoBackupForIt() {
        try (Installation installation = RestoreInstallation.of(installation().set("backup.approval-timeout", "2s"));
                ServiceHere service = ServiceHere.start(installation);
                Caller bob = service.callerWith(Tokens.shared().tokenFor("bob", "approver"))) {
            String first = backup(service, installation);
            backup(service, installation);
            Caller ada = service.operator();
            String purge = ask(ada, first);
            String restore = "{\"runId\": \"%s\", \"target\": {\"kind\": \"live-database\", \"name\": \"%s\"}}"
                    .formatted(first, installation.shop.name());
            Caller.Answer asked = ada.postJson("/api/v1/restores", restore, "over-it");
            assertThat(asked.status()).as(asked.body()).isEqualTo(202);
            String restoreId = asked.json().path("id").asString();

            JsonNode ended = awaitState(ada, purge, "expired");
            assertThat(ended.path("remark").asString()).isEqualTo("Nobody decided within 2 seconds.");
            assertThat(bob.post("/api/v1/purges/" + purge + "/approve").code()).isEqualTo("purge-wrong-state");
            JsonNode forgotten = Awaitility.await()
                    .until(
                            () -> ada.get("/api/v1/restores/" + restoreId).json(),
                            now -> now.path("state").asString().equals("expired"));
            assertThat(forgotten.path("remarks").toString()).contains("Nobody decided within 2 seconds.");
            assertThat(bob.post("/api/v1/restores/" + restoreId + "/approve").code())
                    .isEqualTo("restore-wrong-state");
            assertThat(ada.postJson("/api/v1/purges/plan", "{\"runId\": \"" + first + "\"}")
                            .json()
                            .path("goes")
                            .asInt())
                    .as("the forgotten restore keeps it no more")
                    .isEqualTo(1);
        }
    }

    @Test
    void saysWhatIsWrongWithARequest() {
        try (Installation installation = installation();
                ServiceHere service = ServiceHere.start(installation)) {
            Caller ada = service.operator();
            assertThat(ada.postJson("/api/v1/purges", "{\"runId\": \"x\"}", "a")
                            .json()
                            .path("errors")
                            .get(0)
                            .path("field")
                            .asString())
                    .isEqualTo("reason");
            assertThat(ada.postJson("/api/v1/purges", "{\"reason\": \"x\"}", "b")
                            .json()
                            .path("errors")
                            .get(0)
                            .path("field")
                            .asString())
                    .isEqualTo("runId");
            assertThat(ada.postJson("/api/v1/purges", "{\"reason\": \"x\", \"runId\": \"nothing\"}", "c")
                            .code())
                    .isEqualTo("no-backup");
            assertThat(ada.postJson("/api/v1/purges", "{\"reason\": \"x\", \"planId\": \"nothing\"}", "d")
                            .code())
                    .isEqualTo("nothing-to-purge");
            assertThat(ada.postJson("/api/v1/purges", "{\"reason\": \"x\", \"runId\": \"y\"}")
                            .status())
                    .as("no Idempotency-Key")
                    .isEqualTo(400);
            assertThat(ada.get("/api/v1/purges/nothing").code()).isEqualTo("unknown-purge");
            try (Caller viewer = service.caller("viewer")) {
                assertThat(viewer.postJson("/api/v1/purges", "{\"reason\": \"x\", \"runId\": \"y\"}", "e")
                                .status())
                        .isEqualTo(403);
                assertThat(viewer.get("/api/v1/purges").status()).isEqualTo(200);
            }
        }
    }

    private Installation installation() {
        return new Installation(folder, 1).set("backup.prune", "1d");
    }

    private static String ask(Caller ada, String run) {
        Caller.Answer asked = ada.postJson(
                "/api/v1/purges",
                "{\"runId\": \"" + run + "\", \"reason\": \"old\"}",
                UUID.randomUUID().toString());
        assertThat(asked.status()).as(asked.body()).isEqualTo(202);
        return asked.json().path("id").asString();
    }

    private static String backup(ServiceHere service, Installation installation) {
        String run = service.begin(installation.planId);
        assertThat(service.operator().awaitOver(run).path("state").asString()).isEqualTo("completed");
        return run;
    }

    private static JsonNode awaitState(Caller caller, String id, String state) {
        return Awaitility.await().until(() -> caller.get("/api/v1/purges/" + id).json(), now -> now.path("state")
                .asString()
                .equals(state));
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

    /** Text fields of Avro's binary form are their bytes, so what was said can be found without a registry. */
    private static void assertAudited(String id, String asked, String approved, String reason, String run) {
        try (TopicReader audit = new TopicReader(TopicCatalogue.AUDIT)) {
            List<String> trail = Awaitility.await()
                    .until(
                            () -> audit.matching(event -> text(event.value()).contains(id)).stream()
                                    .map(event -> text(event.value()))
                                    .toList(),
                            found -> found.size() == 3);
            assertThat(trail.get(0)).contains("backup-purge.request", asked, reason);
            assertThat(trail.get(1)).contains("backup-purge.approve", approved, reason);
            assertThat(trail.get(2)).contains("backup-purge.carry-out", approved, "backup/" + run, "deleted");
        }
    }

    private static String text(byte[] avro) {
        return new String(avro, StandardCharsets.UTF_8);
    }

    private static Function<JsonNode, String> of(String field) {
        return node -> node.path(field).asString();
    }
}
