package io.mooring.backup;

import static io.mooring.backup.RestoreInstallation.awaitOver;
import static io.mooring.backup.RestoreInstallation.order;
import static io.mooring.backup.RestoreInstallation.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.backup.key.ManifestSigner;
import io.mooring.backup.key.Secret;
import io.mooring.backup.pipeline.OddTree;
import io.mooring.backup.pipeline.Shell;
import io.mooring.backup.source.tree.TreeAttributes;
import io.mooring.events.backup.RestoreCompleted;
import io.mooring.events.backup.RestoreTargetKind;
import io.mooring.events.common.Outcome;
import io.mooring.testkit.network.CutCable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** File trees brought back by the service: asked over HTTP, made of two runs' objects, killed and damaged in the middle. */
class FolderRestoreIT {

    private static final String PLAN = "uploads-" + UUID.randomUUID().toString().substring(0, 8);

    @TempDir
    static Path folder;

    private static Installation installation;
    private static CutCable bucket;
    private static BackupProcess service;
    private static Path restored;
    private static String before;
    private static String attributes;
    private static String full;
    private static String incremental;

    @BeforeAll
    static void startsAndTakesTwoBackups() throws Exception {
        Path uploads = Files.createDirectory(folder.resolve("uploads"));
        restored = Files.createDirectory(folder.resolve("restored"));
        OddTree.fill(uploads);
        TreeAttributes.set(uploads, "doubled", "user.kind", "of the full run".getBytes(StandardCharsets.UTF_8));
        TreeAttributes.set(uploads, "setgid", "system.posix_acl_default", TreeAttributes.acl(7, 12345, 5));
        TreeAttributes.set(uploads, "closed/file", "system.posix_acl_access", TreeAttributes.acl(6, 12345, 4));
        installation = RestoreInstallation.of(new Installation(folder, 1));
        bucket = CutCable.to("127.0.0.1", installation.bucket.endpoint().getPort());
        installation
                .bucketThrough(bucket)
                .set("backup.runs.lease", "4s")
                .set("backup.restore.folders[0]", restored.toString())
                .set("backup.plans[1].id", PLAN)
                .set("backup.plans[1].source.kind", "uploads")
                .set("backup.plans[1].source.path", uploads.toString())
                .set("backup.plans[1].locations[0]", "bucket")
                .set("backup.plans[1].locations[1]", "folder");
        service = BackupProcess.start(installation);
        full = backup(PLAN);
        Shell.bash("head -c 900000 /dev/urandom > more; printf new > new; rm a-b/file", uploads, Map.of())
                .succeeded();
        TreeAttributes.set(uploads, "doubled", "user.kind", "of the second run".getBytes(StandardCharsets.UTF_8));
        incremental = backup(PLAN);
        before = OddTree.described(uploads);
        attributes = TreeAttributes.described(uploads);
    }

    @AfterAll
    static void stops() {
        service.close();
        bucket.close();
        installation.close();
    }

    @AfterEach
    void leavesNothingHalf() throws Exception {
        try (Stream<Path> files = Files.list(restored)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.contains("mooring-restoring"));
        }
    }

    @Test
    void bringsBackTheTreeOfARunThatRefersToAFormerOne() throws Exception {
        Path target = fresh();
        JsonNode plan = dryRun(incremental, target, "");
        assertThat(plan.path("problems")).as(plan.toString()).isEmpty();
        assertThat(plan.path("needsApproval").asBoolean()).isFalse();
        assertThat(plan.path("freeBytes").asLong()).isPositive();
        assertThat(plan.path("steps").valueStream().map(step -> step.path("name")
                        .asString()))
                .containsExactly("fetch", "load", "compare", "switch");
        assertThat(target).doesNotExist();

        JsonNode restore = restore(incremental, target, "");

        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        assertThat(OddTree.described(target)).isEqualTo(before);
        assertThat(TreeAttributes.described(target))
                .isEqualTo(attributes)
                .contains("user.kind", "posix_acl_default", "posix_acl_access");
        assertThat(restore.path("progress").path("bytes").asLong())
                .isEqualTo(plan.path("bytes").asLong())
                .isPositive();
        assertThat(restore.path("remarks").toString())
                .contains("Sockets, devices and pipes")
                .contains("1.");
        assertThat(restore.path("previousKeptAs").isNull()).isTrue();
        RestoreCompleted heard = heard(restore.path("id").asString());
        assertThat(heard.getOutcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(heard.getTargetKind()).isEqualTo(RestoreTargetKind.DIRECTORY);
        assertThat(heard.getTargetName()).isEqualTo(target.toString());
        assertThat(heard.getRestoredBytes()).isPositive();
    }

    @Test
    void takesThePlaceOfAnEmptyFolderOnly() throws Exception {
        Path empty = Files.createDirectory(fresh());
        Path taken = Files.createDirectory(fresh());
        Files.writeString(taken.resolve("theirs"), "theirs");

        Caller.Answer refused = request(service.operator(), folderOrder(full, taken, ""));
        JsonNode restore = restore(full, empty, "");

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("restore-target-taken");
        assertThat(dryRun(full, taken, "").path("problems").toString()).contains("folder-exists");
        assertThat(Files.readString(taken.resolve("theirs"))).isEqualTo("theirs");
        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        assertThat(empty.resolve("random")).hasSize(6_000_000);
    }

    @ParameterizedTest
    @CsvSource({"/etc/mooring-restored", "RESTORED/../outside", "RESTORED", "RESTORED/out/one", "relative/one"})
    void refusesWhatIsNotBelowItsFolder(String name) throws Exception {
        Path out = restored.resolve("out");
        Files.createSymbolicLink(out, folder);
        try {
            String wanted = name.replace("RESTORED", restored.toString());

            Caller.Answer refused = request(service.operator(), order(full, "folder", wanted, ""));

            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("restore-not-possible");
        } finally {
            Files.delete(out);
        }
    }

    @Test
    void refusesADatabase() {
        String database = backup(installation.planId);

        Caller.Answer refused = request(service.operator(), folderOrder(database, fresh(), ""));

        assertThat(refused.code()).isEqualTo("restore-not-possible");
        assertThat(refused.body()).contains("not of a file tree");
    }

    @Test
    void namesADamagedOrMissingObjectOfTheFormerRun() throws Exception {
        Path object = installation.copies.resolve(PLAN).resolve(full).resolve("data.000001.zst.pgp");
        byte[] bytes = Files.readAllBytes(object);
        Path target = fresh();
        try {
            byte[] altered = bytes.clone();
            altered[altered.length / 2] ^= 1;
            Files.write(object, altered);
            JsonNode restore = restore(incremental, target, ",\"locationId\":\"folder\"");

            assertThat(restore.path("failure").path("code").asString())
                    .as(restore.toString())
                    .isEqualTo("object-altered");
            assertThat(restore.path("failure").path("message").asString())
                    .contains(PLAN + "/" + full + "/data.000001.zst.pgp");
            assertThat(target).doesNotExist();

            Files.delete(object);
            JsonNode problems =
                    dryRun(incremental, target, ",\"locationId\":\"folder\"").path("problems");
            assertThat(problems.toString()).contains("object-missing").contains(full + "/" + object.getFileName());
        } finally {
            Files.write(object, bytes);
        }
    }

    /** As if a file had been lost on the way: the manifest, signed as it should be, tells of one more. */
    @Test
    void aTreeThatIsNotWhatWasBackedUpNeverGetsTheName() throws Exception {
        Path manifest = installation.copies.resolve(PLAN).resolve(full).resolve("manifest.json");
        byte[] original = Files.readAllBytes(manifest);
        byte[] signature = Files.readAllBytes(manifest.resolveSibling("manifest.json.sig"));
        String said = new String(original, StandardCharsets.UTF_8);
        String other = said.replaceFirst("\"files\" : (\\d+)", "\"files\" : 1$1");
        assertThat(other).isNotEqualTo(said);
        Path target = fresh();
        try {
            sign(manifest, other.getBytes(StandardCharsets.UTF_8));

            JsonNode restore = restore(full, target, ",\"locationId\":\"folder\"");

            assertThat(restore.path("failure").path("code").asString())
                    .as(restore.toString())
                    .isEqualTo("content-differs");
            assertThat(target).doesNotExist();
        } finally {
            Files.write(manifest, original);
            Files.write(manifest.resolveSibling("manifest.json.sig"), signature);
        }
    }

    @Test
    void stopsWhenItIsCancelledAndLeavesNothing() {
        Path target = fresh();
        bucket.limit(200_000);
        try {
            String id = begin(incremental, target, ",\"locationId\":\"bucket\"");
            awaitFetching(id);

            assertThat(service.operator()
                            .post("/api/v1/restores/" + id + "/cancel")
                            .status())
                    .isEqualTo(202);

            // As slow as before: else it could be done before the wish is heard, at the next heartbeat.
            JsonNode restore = awaitOver(service.operator(), id);
            assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("cancelled");
            assertThat(target).doesNotExist();
        } finally {
            bucket.limit(0);
        }
    }

    @Test
    void beginsAnewAfterItsOwnerWasKilledAndLeavesNothingHalf() throws Exception {
        Path target = fresh();
        bucket.limit(300_000);
        try {
            String id = begin(incremental, target, ",\"locationId\":\"bucket\"");
            awaitFetching(id);
            service.process().kill9();
            service.process().awaitExit();
            assertThat(target).doesNotExist();
            try (Stream<Path> files = Files.list(restored)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .anyMatch(name -> name.startsWith("." + target.getFileName() + ".mooring-restoring-"
                                + id.substring(id.length() - 8) + "-"));
            }
            bucket.limit(0);
            service.startAgain();

            JsonNode restore = awaitOver(service.operator(), id);

            assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
            assertThat(OddTree.described(target)).isEqualTo(before);
        } finally {
            bucket.limit(0);
        }
    }

    private static String backup(String plan) {
        JsonNode run = service.operator()
                .awaitOver(Awaitility.await()
                        .until(() -> service.operator().startRun(plan), answer -> answer.status() == 202)
                        .json()
                        .path("id")
                        .asString());
        assertThat(run.path("state").asString()).as(run.toString()).isIn("completed", "partial");
        return run.path("id").asString();
    }

    private static Path fresh() {
        return restored.resolve(RestoreInstallation.freshName());
    }

    private static String folderOrder(String run, Path target, String more) {
        return order(run, "folder", target.toString(), more);
    }

    private static JsonNode dryRun(String run, Path target, String more) {
        return service.operator()
                .postJson("/api/v1/restores/plan", folderOrder(run, target, more))
                .json();
    }

    private static String begin(String run, Path target, String more) {
        Caller.Answer answer = request(service.operator(), folderOrder(run, target, more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private static JsonNode restore(String run, Path target, String more) {
        return awaitOver(service.operator(), begin(run, target, more));
    }

    private static void awaitFetching(String id) {
        Awaitility.await().until(() -> {
            JsonNode now = RestoreInstallation.restore(service.operator(), id);
            return "fetching".equals(now.path("phase").asString())
                    && now.path("progress").path("bytes").asLong() > 0;
        });
    }

    private static void sign(Path manifest, byte[] bytes) throws IOException {
        Files.write(manifest, bytes);
        try {
            Files.write(
                    manifest.resolveSibling("manifest.json.sig"),
                    ManifestSigner.read(
                                    installation.gpg.secretKey("Mooring <mooring@example.org>"),
                                    Secret.of(""),
                                    Instant.now())
                            .sign(bytes, Instant.now()));
        } catch (io.mooring.backup.key.KeyUnusable unusable) {
            throw new AssertionError(unusable);
        }
    }

    private static RestoreCompleted heard(String id) {
        Listener listener = ServiceHere.listener();
        List<RestoreCompleted> heard = Awaitility.await()
                .until(
                        () -> listener.all(PLAN).stream()
                                .map(Listener.Heard::event)
                                .filter(RestoreCompleted.class::isInstance)
                                .map(RestoreCompleted.class::cast)
                                .filter(event -> event.getRestoreId().equals(id))
                                .toList(),
                        events -> !events.isEmpty());
        assertThat(heard).hasSize(1);
        return heard.getFirst();
    }
}
