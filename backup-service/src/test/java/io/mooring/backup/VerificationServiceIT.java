package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.RestoreVerified;
import io.mooring.events.backup.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Backups are verified by the whole service on real parts: asked over HTTP, heard on Kafka. */
class VerificationServiceIT {

    private static final Set<String> OVER = Set.of("passed", "failed", "inconclusive", "cancelled");

    @TempDir
    static Path folder;

    private static Installation installation;
    private static ServiceHere service;
    private static Caller operator;

    @BeforeAll
    static void starts() {
        installation = new Installation(folder, 2);
        installation.set("backup.plans[0].name", "<script>alert(1)</script> & sons");
        installation
                .set(
                        "backup.restore-key.file",
                        installation
                                .gpg
                                .secretKey("Operations <ops@example.org>")
                                .toString())
                .set("backup.plans[0].objectives.rto", "30m")
                .set("backup.verification.after-run-up-to", "1GB")
                .set("backup.verification.spare-space", "10MB");
        service = ServiceHere.start(installation);
        operator = service.operator();
    }

    @AfterAll
    static void stops() {
        service.close();
        installation.close();
    }

    @Test
    void readsEverySmallBackupAgainRightAfterItWasMade() {
        String run = backup();

        JsonNode verification = awaitOver(awaitVerificationOf(run));

        assertThat(verification.path("state").asString())
                .as(verification.toString())
                .isEqualTo("passed");
        assertThat(verification.path("trigger").asString()).isEqualTo("after-run");
        assertThat(verification.path("copies").size()).isEqualTo(2);
        for (JsonNode copy : verification.path("copies")) {
            assertThat(copy.path("present").path("verdict").asString()).isEqualTo("passed");
            assertThat(copy.path("objectsRead").asInt())
                    .isPositive()
                    .isEqualTo(copy.path("objects").asInt());
        }
        assertThat(verification
                        .path("verdicts")
                        .path("dataIntact")
                        .path("verdict")
                        .asString())
                .isEqualTo("skipped");
        assertThat(heard(verification.path("id").asString(), 2))
                .extracting(RestoreVerified::getLocationId, RestoreVerified::getPresent)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple("bucket", Verdict.PASSED),
                        org.assertj.core.api.Assertions.tuple("folder", Verdict.PASSED));
    }

    @Test
    void namesTheDamagedObjectAndTheLocationThatHasAGoodCopy() throws Exception {
        String run = backup();
        awaitOver(awaitVerificationOf(run));
        Path chunk = Stored.files(installation.copies, run).stream()
                .filter(file -> file.getFileName().toString().startsWith("data."))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(chunk);
        bytes[bytes.length / 2] ^= 1;
        Files.write(chunk, bytes);

        JsonNode queued = verify(run, "{\"kind\":\"checksums\"}").json();
        JsonNode verification = awaitOver(queued.path("id").asString());

        assertThat(verification.path("state").asString()).isEqualTo("failed");
        JsonNode present = verification.path("verdicts").path("present");
        assertThat(present.path("verdict").asString()).isEqualTo("failed");
        assertThat(present.path("reason").asString())
                .contains(chunk.getFileName().toString())
                .contains("folder");
        assertThat(verification.path("remedy").asString()).contains("Another location has a good copy");
        assertThat(heard(verification.path("id").asString(), 2))
                .filteredOn(event -> event.getPresent() == Verdict.FAILED)
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.getLocationId()).isEqualTo("folder");
                    assertThat(event.getFailure().orElseThrow().getMessage())
                            .contains(chunk.getFileName().toString());
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"checksums", "restore-test"})
    void namesWhatIsWrongInABucket(String kind) throws Exception {
        String run = backup();
        awaitOver(awaitVerificationOf(run));
        Path chunk = Stored.files(installation.bucket.folder(), run).stream()
                .filter(file -> file.getFileName().toString().startsWith("data."))
                .findFirst()
                .orElseThrow();
        byte[] good = Files.readAllBytes(chunk);
        byte[] flipped = good.clone();
        flipped[flipped.length / 2] ^= 1;
        Files.write(chunk, flipped);
        failsInTheBucket(run, kind, chunk, "SHA-256");

        Files.write(chunk, Arrays.copyOf(good, good.length - 1));
        failsInTheBucket(run, kind, chunk, "bytes");

        Files.delete(chunk);
        failsInTheBucket(run, kind, chunk, "missing");
    }

    private static void failsInTheBucket(String run, String kind, Path chunk, String how) {
        JsonNode over = awaitOver(verify(run, "{\"kind\":\"" + kind + "\",\"locationId\":\"bucket\"}")
                .json()
                .path("id")
                .asString());
        assertThat(over.path("state").asString()).as(over.toString()).isEqualTo("failed");
        assertThat(over.path("verdicts").path("present").path("verdict").asString())
                .isEqualTo("failed");
        assertThat(over.path("verdicts").path("present").path("reason").asString())
                .contains(chunk.getFileName().toString(), "bucket", how);
    }

    @Test
    void provesABackupByRestoringIt() throws Exception {
        String run = backup();

        JsonNode verification = awaitOver(
                verify(run, "{\"kind\":\"restore-test\"}").json().path("id").asString());

        assertThat(verification.path("state").asString())
                .as(verification.toString())
                .isEqualTo("passed");
        for (String question : List.of("present", "restorable", "dataIntact", "fastEnough")) {
            assertThat(verification
                            .path("verdicts")
                            .path(question)
                            .path("verdict")
                            .asString())
                    .as(question)
                    .isEqualTo("passed");
        }
        assertThat(verification.path("measured").path("restoreMillis").asLong()).isPositive();
        for (String meter : List.of(
                "mooring_backup_recovery_time_seconds",
                "mooring_backup_restore_test_seconds_sum",
                "mooring_backup_recovery_time_objective_seconds")) {
            Meters.awaitShown(operator, meter, Map.of("plan", installation.planId));
        }
        assertThat(heard(verification.path("id").asString(), 1)).singleElement().satisfies(event -> {
            assertThat(event.getDataIntact()).isEqualTo(Verdict.PASSED);
            assertThat(event.getTablesCompared().orElseThrow()).isPositive();
            assertThat(event.getObjectiveMillis()).hasValue(1_800_000L);
        });
        assertThat(service.bean(io.mooring.backup.verify.VerifiedRuns.class)
                        .newestProven(installation.planId)
                        .block()
                        .runId())
                .isEqualTo(run);
    }

    @Test
    void printsAReportInWhichNamesAreOnlyNames() {
        String run = backup();
        JsonNode verification = awaitOver(awaitVerificationOf(run));
        String path = "/api/v1/verifications/" + verification.path("id").asString() + "/report";

        Caller.Answer page = operator.get(path, "Accept", "text/html");
        Caller.Answer json = operator.get(path, "Accept", "application/json");

        assertThat(page.status()).as(page.body()).isEqualTo(200);
        assertThat(page.body())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; sons")
                .doesNotContain("<script")
                .contains("passed")
                .contains(run);
        assertThat(page.response()
                        .headers()
                        .firstValue("Content-Security-Policy")
                        .orElse(""))
                .contains("default-src 'none'");
        assertThat(json.json().path("id").asString())
                .isEqualTo(verification.path("id").asString());
    }

    @Test
    void answersBadInputInWords() {
        String run = backup();
        assertThat(verify("nowhere", "{\"kind\":\"checksums\"}").code()).isEqualTo("unknown-run");
        assertThat(verify(run, "{\"kind\":\"guess\"}").code()).isEqualTo("invalid-request");
        assertThat(verify(run, "{}").code()).isEqualTo("invalid-request");
        assertThat(verify(run, "{\"kind\":\"checksums\",\"locationId\":\"moon\"}")
                        .code())
                .isEqualTo("nothing-to-verify");
        assertThat(operator.get("/api/v1/verifications/nowhere").code()).isEqualTo("unknown-verification");
        assertThat(operator.get("/api/v1/verifications?kind=guess").code()).isEqualTo("invalid-request");
    }

    @Test
    void givesTheSameAnswerToTheSameKeyAndListsByRun() {
        String run = backup();
        awaitOver(awaitVerificationOf(run));
        String key = UUID.randomUUID().toString();
        String body = "{\"kind\":\"checksums\",\"locationId\":\"folder\"}";

        Caller.Answer first = operator.postJson("/api/v1/runs/" + run + "/verifications", body, key);
        Caller.Answer again = operator.postJson("/api/v1/runs/" + run + "/verifications", body, key);

        assertThat(first.status()).as(first.body()).isEqualTo(202);
        assertThat(again.json().path("id")).isEqualTo(first.json().path("id"));
        awaitOver(first.json().path("id").asString());
        assertThat(operator.get("/api/v1/verifications?runId=" + run)
                        .json()
                        .path("items")
                        .size())
                .isEqualTo(2);
    }

    private static String backup() {
        String run = service.begin(installation.planId);
        assertThat(operator.awaitOver(run).path("state").asString()).isEqualTo("completed");
        return run;
    }

    private static Caller.Answer verify(String run, String body) {
        return operator.postJson(
                "/api/v1/runs/" + run + "/verifications",
                body,
                UUID.randomUUID().toString());
    }

    private static String awaitVerificationOf(String run) {
        return Awaitility.await()
                .until(
                        () -> StreamSupport.stream(
                                        operator.get("/api/v1/verifications?runId=" + run)
                                                .json()
                                                .path("items")
                                                .spliterator(),
                                        false)
                                .toList(),
                        items -> !items.isEmpty())
                .getFirst()
                .path("id")
                .asString();
    }

    private static JsonNode awaitOver(String id) {
        return Awaitility.await()
                .until(
                        () -> operator.get("/api/v1/verifications/" + id).json(),
                        found -> OVER.contains(found.path("state").asString()));
    }

    private static List<RestoreVerified> heard(String verificationId, int count) {
        return Awaitility.await()
                .ignoreExceptions()
                .until(
                        () -> Listener.inEffect(ServiceHere.listener().all(installation.planId)).stream()
                                .map(Listener.Heard::event)
                                .filter(RestoreVerified.class::isInstance)
                                .map(RestoreVerified.class::cast)
                                .filter(event -> event.getVerificationId().equals(verificationId))
                                .toList(),
                        events -> events.size() >= count);
    }
}
