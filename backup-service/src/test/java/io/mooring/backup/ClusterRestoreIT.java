package io.mooring.backup;

import static io.mooring.backup.RestoreInstallation.awaitOver;
import static io.mooring.backup.RestoreInstallation.order;
import static io.mooring.backup.RestoreInstallation.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.network.CutCable;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Whole servers brought back by the service, to a time: asked over HTTP, killed and cancelled in the middle, with damaged WAL. */
class ClusterRestoreIT {

    @TempDir
    static Path folder;

    private static WalInstallation installation;
    private static CutCable bucket;
    private static BackupProcess service;
    private static Path restored;
    private static String run;
    private static Instant between;
    private static Instant quiet;

    /** The segment behind the one in which the last canary was committed. */
    private static String behind;

    @BeforeAll
    static void writesOnBothSidesOfATimeAndLosesTheServer() throws Exception {
        restored = Files.createDirectory(folder.resolve("restored"));
        installation = new WalInstallation(folder);
        bucket = CutCable.to("127.0.0.1", installation.base.bucket.endpoint().getPort());
        RestoreInstallation.of(installation.base)
                .bucketThrough(bucket)
                .set("backup.runs.lease", "4s")
                .set("backup.restore.folders[0]", restored.toString());
        service = BackupProcess.start(installation.base);
        run = installation.protect(service.operator()).path("id").asString();
        installation.load(40);
        installation.sql("INSERT INTO canary VALUES ('before')");
        between = clock();
        installation.sql("INSERT INTO canary VALUES ('after')");
        behind = installation.ask("SELECT pg_walfile_name(pg_current_wal_lsn() + 16777216)");
        installation.load(40);
        quiet = clock();
        installation.awaitShipped(service.operator());
        Instant stored = clock();
        // Until the recovery point is behind the last transaction: then it can be recovered to a time at which nothing
        // happened.
        Awaitility.await().until(() -> to().isAfter(stored));
        installation.server.kill();
    }

    @AfterAll
    static void stops() {
        service.close();
        bucket.close();
        installation.close();
    }

    @AfterEach
    void leavesNothingHalf() throws Exception {
        assertThat(names()).noneMatch(name -> name.contains("mooring-restoring"));
    }

    @Test
    void recoversToATimeAndNothingAfterIt() throws Exception {
        Path target = fresh();
        JsonNode plan = dryRun(target, toTime(between));
        assertThat(plan.path("problems")).as(plan.toString()).isEmpty();
        assertThat(plan.path("steps").valueStream().map(step -> step.path("name")
                        .asString()))
                .containsExactly("fetch", "compare", "fetch-wal", "load", "switch");
        assertThat(plan.path("steps").toString()).containsPattern("check [1-9]\\d* WAL segments");
        assertThat(target).doesNotExist();

        JsonNode restore = restore(target, toTime(between));

        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        assertThat(Files.getPosixFilePermissions(target, LinkOption.NOFOLLOW_LINKS))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        String remarks = restore.path("remarks").toString();
        assertThat(remarks)
                .contains("pg_ctl -D " + target)
                .containsPattern("last transaction in it was committed at \\d{4}-");
        assertThat(lastTransaction(remarks)).isBeforeOrEqualTo(between);
        assertThat(canaries(target)).containsExactly("before");
        assertThat(restore.path("progress").path("bytes").asLong())
                .isEqualTo(plan.path("bytes").asLong());
        JsonNode wal = restore.path("progress").path("wal");
        assertThat(wal.path("segments").asInt())
                .as(wal.toString())
                .isEqualTo(wal.path("totalSegments").asInt());
        assertThat(wal.path("replayedSegments").asInt())
                .as(wal.toString())
                .isBetween(1, wal.path("totalSegments").asInt() - 1);
        assertThat(wal.path("bytes").asLong())
                .isPositive()
                .isEqualTo(wal.path("totalBytes").asLong())
                .isLessThan(restore.path("progress").path("bytes").asLong());
        assertThat(remarks)
                .contains("last WAL record at " + wal.path("replayedTo").asString() + ")");
    }

    @Test
    void tellsBelowWhichFoldersItMayBe() {
        JsonNode told = service.operator().get("/api/v1/restores/folders").json();

        assertThat(told.path("items").valueStream().map(JsonNode::asString)).containsExactly(restored.toString());
    }

    @Test
    void recoversAsFarAsTheWalGoesWithoutATime() throws Exception {
        Path target = fresh();

        JsonNode restore = restore(target, "");

        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        assertThat(canaries(target)).containsExactly("after", "before");
    }

    @Test
    void recoversToATimeAfterTheLastTransaction() throws Exception {
        Path target = fresh();

        JsonNode restore = restore(target, toTime(quiet));

        assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
        assertThat(restore.path("remarks").toString()).contains("Nothing was committed between then and " + quiet);
        assertThat(canaries(target)).containsExactly("after", "before");
    }

    @Test
    void refusesTimesOutsideOfTheWindowAndNamesIt() {
        Instant to = to();
        for (Instant outside : List.of(between.minus(Duration.ofDays(1)), to.plus(Duration.ofHours(1)))) {
            Caller.Answer refused =
                    request(service.operator(), order(run, "new-cluster", fresh().toString(), toTime(outside)));

            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("restore-not-possible");
            assertThat(refused.body())
                    .contains("can be recovered to times from")
                    .contains(to.toString());
            assertThat(dryRun(fresh(), toTime(outside)).path("problems").toString())
                    .contains("time-outside-window");
        }
    }

    @Test
    void refusesWhatGoesWithOtherBackups() {
        assertThat(request(service.operator(), order(run, "folder", fresh().toString(), ""))
                        .code())
                .isEqualTo("restore-not-possible");
        assertThat(request(service.operator(), order(run, "new-cluster", "/etc/restored", ""))
                        .code())
                .isEqualTo("restore-not-possible");
    }

    @Test
    void namesAMissingOrCutPieceOfWal() throws Exception {
        Path wal = installation.base.copies.resolve(installation.planId).resolve("wal");
        String name = lastWhole();
        byte[] bytes = Files.readAllBytes(wal.resolve(name));
        Path target = fresh();
        try {
            Files.write(wal.resolve(name), java.util.Arrays.copyOf(bytes, bytes.length / 2));
            JsonNode cut = restore(target, ",\"locationId\":\"folder\"");
            assertThat(cut.path("failure").path("code").asString())
                    .as(cut.toString())
                    .isEqualTo("object-size");
            assertThat(cut.path("failure").path("message").asString()).contains("wal/" + name);

            Files.delete(wal.resolve(name));
            JsonNode missing = restore(target, ",\"locationId\":\"folder\"");
            assertThat(missing.path("failure").path("code").asString())
                    .as(missing.toString())
                    .isEqualTo("object-missing");
            assertThat(missing.path("failure").path("message").asString()).contains("wal/" + name);
            assertThat(dryRun(target, ",\"locationId\":\"folder\"")
                            .path("problems")
                            .toString())
                    .contains("object-missing")
                    .contains(name);
            assertThat(target).doesNotExist();

            assertThat(dryRun(target, "").path("problems"))
                    .as("the bucket has it too")
                    .isEmpty();
            JsonNode fromTheBucket = restore(target, "");
            assertThat(fromTheBucket.path("state").asString())
                    .as(fromTheBucket.toString())
                    .isEqualTo("completed");
            assertThat(canaries(target)).containsExactly("after", "before");
        } finally {
            Files.write(wal.resolve(name), bytes);
        }
    }

    @Test
    void refusesATimeBehindAMissingPieceBeforeAnythingIsFetchedAndReachesTheTimesBeforeIt() throws Exception {
        try (TakenAway taken = TakenAway.of(installation, behind)) {
            Path target = fresh();
            JsonNode problems = dryRun(target, toTime(to())).path("problems");
            JsonNode refused = restore(target, toTime(to()));

            assertThat(refused.path("failure").path("code").asString())
                    .as(refused.toString())
                    .isEqualTo("object-missing");
            String message = refused.path("failure").path("message").asString();
            assertThat(message)
                    .contains("wal/" + taken.name())
                    .containsPattern("Without it: .*can be recovered to times from \\S+ to about \\d{4}-");
            assertThat(refused.path("progress").path("bytes").asLong())
                    .as("fetched")
                    .isZero();
            assertThat(problems.toString()).contains(message);

            assertThat(dryRun(target, toTime(between)).path("problems")).isEmpty();
            JsonNode before = restore(target, toTime(between));
            assertThat(before.path("state").asString()).as(before.toString()).isEqualTo("completed");
            assertThat(canaries(target)).containsExactly("before");
        }
    }

    @Test
    void refusesATimeBehindAGapNamesTheSegmentAndTellsTheLatestTime() throws Exception {
        Instant end = to();
        try (ForgottenWal forgotten = ForgottenWal.of(installation, behind)) {
            assertThat(forgotten.rows()).isPositive();
            Caller.Answer refused =
                    request(service.operator(), order(run, "new-cluster", fresh().toString(), toTime(end)));
            assertThat(refused.status()).as(refused.body()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("The WAL segment " + behind + " is missing")
                    .containsPattern("can be recovered to times from \\S+ to about \\d{4}-");
            assertThat(installation.recovery(service.operator()).path("gaps")).hasSize(1);

            Path target = fresh();
            assertThat(dryRun(target, "").path("remarks").toString()).contains(behind);
            JsonNode before = restore(target, "");
            assertThat(before.path("state").asString()).as(before.toString()).isEqualTo("completed");
            assertThat(before.path("remarks").toString())
                    .contains("It could not go further. The WAL segment " + behind + " is missing");
            assertThat(canaries(target)).containsExactly("after", "before");
        }
    }

    @Test
    void aRestoreTestReplaysAllThatWasShipped() {
        JsonNode test = restoreTest("bucket");

        assertThat(test.path("state").asString()).as(test.toString()).isEqualTo("passed");
        JsonNode replayed = test.path("measured").path("replayed");
        assertThat(replayed.path("segments").asInt()).isGreaterThan(2);
        assertThat(Instant.parse(replayed.path("lastTransaction").asString()))
                .as("the row after the time is in it")
                .isAfter(between)
                .isBefore(quiet);
        assertThat(replayed.path("lostMillis").asLong())
                .as("since the source was lost")
                .isPositive();
        assertThat(test.path("verdicts").path("restorable").path("reason").asString())
                .contains("as far as the WAL at this location goes")
                .contains(replayed.path("lastRecord").asString());
    }

    @Test
    void aRestoreTestNamesAMissingOrCutPieceOfWal() throws Exception {
        Path object = installation
                .base
                .copies
                .resolve(installation.planId)
                .resolve("wal")
                .resolve(lastWhole());
        byte[] bytes = Files.readAllBytes(object);
        try {
            Files.write(object, java.util.Arrays.copyOf(bytes, bytes.length / 2));

            JsonNode cut = restoreTest("folder");

            assertThat(cut.path("state").asString()).as(cut.toString()).isEqualTo("failed");
            assertThat(cut.path("verdicts").path("present").path("reason").asString())
                    .contains("wal/" + object.getFileName());
            Files.delete(object);

            JsonNode test = restoreTest("folder");

            assertThat(test.path("state").asString()).as(test.toString()).isEqualTo("failed");
            assertThat(test.path("verdicts").path("present").path("reason").asString())
                    .contains("wal/" + object.getFileName())
                    .contains("is missing");
        } finally {
            Files.write(object, bytes);
        }
    }

    @Test
    void stopsWhenItIsCancelledAndLeavesNothing() {
        Path target = fresh();
        bucket.limit(200_000);
        try {
            String id = begin(target, ",\"locationId\":\"bucket\"");
            awaitFetching(id);

            assertThat(service.operator()
                            .post("/api/v1/restores/" + id + "/cancel")
                            .status())
                    .isEqualTo(202);

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
            String id = begin(target, toTime(between) + ",\"locationId\":\"bucket\"");
            awaitFetching(id);
            service.process().kill9();
            service.process().awaitExit();
            assertThat(target).doesNotExist();
            assertThat(names()).anyMatch(name -> name.contains("mooring-restoring"));
            bucket.limit(0);

            service.startAgain();

            JsonNode restore = awaitOver(service.operator(), id);
            assertThat(restore.path("state").asString()).as(restore.toString()).isEqualTo("completed");
            assertThat(canaries(target)).containsExactly("before");
        } finally {
            bucket.limit(0);
        }
    }

    /** The newest whole segment. */
    private static String lastWhole() {
        return installation.wal("folder").stream()
                .filter(one -> one.matches("[0-9A-F]{24}\\.zst\\.pgp"))
                .reduce((former, later) -> later)
                .orElseThrow();
    }

    private static JsonNode restoreTest(String location) {
        String id = service.operator()
                .postJson(
                        "/api/v1/runs/" + run + "/verifications",
                        "{\"kind\":\"restore-test\",\"locationId\":\"" + location + "\"}",
                        "Idempotency-Key",
                        java.util.UUID.randomUUID().toString())
                .json()
                .path("id")
                .asString();
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(
                        () -> service.operator()
                                .get("/api/v1/verifications/" + id)
                                .json(),
                        now -> List.of("passed", "failed", "inconclusive", "cancelled")
                                .contains(now.path("state").asString()));
    }

    private static Instant clock() throws Exception {
        String told = installation.ask(
                "SELECT to_char(clock_timestamp() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')");
        return OffsetDateTime.parse(told, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                .toInstant();
    }

    /** The end of the window. */
    private static Instant to() {
        return Instant.parse(installation
                .recovery(service.operator())
                .path("window")
                .path("to")
                .asString());
    }

    private static Instant lastTransaction(String remarks) {
        String at = remarks.replaceFirst(".*committed at (\\S+) by.*", "$1");
        return Instant.parse(at);
    }

    private static List<String> canaries(Path target) throws Exception {
        try (RestoredCluster cluster =
                RestoredCluster.over(target, installation.server.programs(), installation.admin())) {
            return cluster.awaitRecovered().strings("SELECT name FROM canary ORDER BY name");
        }
    }

    private static String toTime(Instant time) {
        return ",\"toTime\":\"" + time + "\"";
    }

    private static Path fresh() {
        return restored.resolve(RestoreInstallation.freshName());
    }

    private static List<String> names() throws java.io.IOException {
        try (Stream<Path> files = Files.list(restored)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static JsonNode dryRun(Path target, String more) {
        return service.operator()
                .postJson("/api/v1/restores/plan", order(run, "new-cluster", target.toString(), more))
                .json();
    }

    private static String begin(Path target, String more) {
        Caller.Answer answer = request(service.operator(), order(run, "new-cluster", target.toString(), more));
        assertThat(answer.status()).as(answer.body()).isEqualTo(202);
        return answer.json().path("id").asString();
    }

    private static JsonNode restore(Path target, String more) {
        return awaitOver(service.operator(), begin(target, more));
    }

    private static void awaitFetching(String id) {
        Awaitility.await()
                .until(() -> RestoreInstallation.restore(service.operator(), id)
                                .path("progress")
                                .path("bytes")
                                .asLong()
                        > 0);
    }
}
