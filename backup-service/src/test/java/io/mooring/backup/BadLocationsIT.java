package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.events.backup.BackupCompleted;
import io.mooring.events.backup.BackupFailed;
import io.mooring.events.backup.CopyState;
import io.mooring.testkit.S3;
import io.mooring.testkit.disk.FullDisk;
import io.mooring.testkit.network.CutCable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A location that is full, read-only, slow or gone halfway, as the service's users see it: one good copy is a partial backup. */
class BadLocationsIT {

    private static final long MIB = 1 << 20;

    /** What a folder location leaves free for others, and a little more. */
    private static final long NEARLY_FULL = 64 * MIB + MIB / 2;

    @TempDir
    static Path folder;

    private static FullDisk small;
    private static FullDisk readOnly;
    private static CutCable shop;
    private static CutCable toStore;
    private static Installation installation;
    private static ServiceHere service;

    @BeforeAll
    static void start() {
        small = FullDisk.ofBytes(NEARLY_FULL);
        readOnly = FullDisk.ofBytes(2 * NEARLY_FULL);
        installation = new Installation(folder, 8);
        shop = CutCable.to(installation.shop.host(), installation.shop.port());
        S3.Bucket bucket = installation.bucket;
        toStore = CutCable.to(bucket.endpoint().getHost(), bucket.endpoint().getPort());
        installation.shopThrough(shop);
        for (String key : List.of("bucket", "path-style", "access-key", "secret-key")) {
            installation.set(
                    "backup.locations[2].s3." + key, installation.properties().get("backup.locations[0].s3." + key));
        }
        installation
                .set("backup.locations[2].id", "far")
                .set("backup.locations[2].s3.endpoint", "http://" + toStore.host() + ":" + toStore.port())
                .set("backup.locations[3].id", "small")
                .set("backup.locations[3].directory.path", small.folder().toString())
                .set("backup.locations[4].id", "read-only")
                .set("backup.locations[4].directory.path", readOnly.folder().toString())
                .set("backup.pipeline.location-timeout", "2s")
                .alsoPlan(1, "on-small", Map.of("locations[0]", "folder", "locations[1]", "small"))
                .alsoPlan(2, "on-read-only", Map.of("locations[0]", "read-only", "locations[1]", "folder"))
                .alsoPlan(3, "on-far", Map.of("locations[0]", "folder", "locations[1]", "far"))
                .alsoPlan(4, "on-bad-ones", Map.of("locations[0]", "small", "locations[1]", "read-only"));
        service = ServiceHere.start(installation);
        readOnly.makeReadOnly();
    }

    @AfterAll
    static void stop() {
        service.close();
        shop.close();
        toStore.close();
        small.close();
        readOnly.close();
        installation.close();
    }

    @Test
    void aDiskThatFillsUpHalfwayIsLeftOutAndTheOtherCopyRestores() {
        JsonNode run = service.operator().awaitOver(service.begin("on-small"));

        assertPartial(run, "small", "The folder .* is full.*[.]");
        assertThat(Stored.files(small.folder(), "")).isEmpty();
        assertThat(installation.customersRestoredFrom(copy("on-small", run)))
                .isEqualTo(Installation.customers(installation.shop))
                .isPositive();
    }

    @Test
    void aFullDiskIsShownAsDownBeforeAnyBackupMeetsIt() {
        small.fill();
        assertLocation("small", "down", "is full");
        small.freeUp();
        Awaitility.await()
                .until(() -> "healthy".equals(location("small").path("state").asString()));
    }

    @Test
    void aReadOnlyDiskIsLeftOut() {
        JsonNode run = service.operator().awaitOver(service.begin("on-read-only"));

        assertPartial(run, "read-only", "The folder .* cannot be written: Read-only file system[.]");
        assertLocation("read-only", "down", "Read-only");
    }

    @Test
    void aStoreThatIsCutOffHalfwayIsLeftOutAndTidiedUpLater() {
        JsonNode run = disturbed(toStore::cut, toStore::mend);

        assertPartial(run, "far", "The bucket .* does not answer: .*[.]");
        String id = run.path("id").asString();
        assertThat(Stored.isBackup(installation.bucket.folder(), id)).isFalse();
        assertThat(installation.customersRestoredFrom(copy("on-far", run)))
                .isEqualTo(Installation.customers(installation.shop));
    }

    @Test
    void aStoreThatFallsSilentIsLeftOutAndTheRunDoesNotWaitForIt() {
        JsonNode run = disturbed(toStore::pause, toStore::resume);

        assertPartial(run, "far", "The location took no data for 2 s; the others went on without it[.]");
        Awaitility.await().untilAsserted(() -> assertThat(Stored.isBackup(
                        installation.bucket.folder(), run.path("id").asString()))
                .isFalse());
    }

    @Test
    void withoutAnyGoodLocationThereIsNoBackupAndItSaysWhy() {
        JsonNode run = service.operator().awaitOver(service.begin("on-bad-ones"));

        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("failed");
        assertThat(run.path("failure").path("code").asString()).isEqualTo("location-full");
        assertThat(run.path("failure").path("message").asString())
                .matches(
                        "No location took the backup[.] The folder .* is full.*[.] The folder .* cannot be written.*[.]");
        assertThat(run.path("failure").path("remedy").asString()).matches("[A-Z].*[.]");
        Meters.awaitShown(
                service.operator(),
                "mooring_backup_runs_ended_total",
                Map.of("plan", "on-bad-ones", "state", "failed", "reason", "location-full"));
        Map.of("small", "full", "read-only", "read-only")
                .forEach((location, reason) -> Meters.awaitShown(
                        service.operator(),
                        "mooring_backup_copies_ended_total",
                        Map.of("plan", "on-bad-ones", "location", location, "state", "failed", "reason", reason)));
        BackupFailed told = (BackupFailed) heard("on-bad-ones", run, "BackupFailed");
        assertThat(told.getFailure().getCode()).isEqualTo("location-full");
        assertThat(told.getCopies())
                .allSatisfy(copy -> assertThat(copy.getState()).isEqualTo(CopyState.FAILED));
        assertThat(Stored.files(small.folder(), "")).isEmpty();
    }

    /** A run whose far location is disturbed once it has taken some bytes, and left in peace when the run is over. */
    private static JsonNode disturbed(Runnable trouble, Runnable peace) {
        shop.limit(3_000_000);
        try {
            String id = service.begin("on-far");
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> service.operator().run(id), run -> bytes(run, "far") > 0);
            trouble.run();
            return service.operator().awaitOver(id);
        } finally {
            shop.limit(0);
            peace.run();
        }
    }

    private static long bytes(JsonNode run, String location) {
        return run.path("copies")
                .valueStream()
                .filter(copy -> location.equals(copy.path("locationId").asString()))
                .mapToLong(copy -> copy.path("bytes").asLong())
                .sum();
    }

    private static void assertPartial(JsonNode run, String bad, String problem) {
        assertThat(run.path("state").asString()).as(run.toString()).isEqualTo("partial");
        for (JsonNode copy : run.path("copies")) {
            boolean failed = bad.equals(copy.path("locationId").asString());
            assertThat(copy.path("state").asString()).isEqualTo(failed ? "failed" : "stored");
            assertThat(copy.path("problem").asString("")).matches(failed ? problem : "");
        }
        assertThat(Stored.isBackup(installation.copies, run.path("id").asString()))
                .isTrue();
        BackupCompleted told = (BackupCompleted) heard(run.path("planId").asString(), run, "BackupCompleted");
        assertThat(told.getPartial()).isTrue();
        assertThat(told.getCopies()).allSatisfy(copy -> {
            boolean failed = bad.equals(copy.getLocationId());
            assertThat(copy.getState()).isEqualTo(failed ? CopyState.FAILED : CopyState.STORED);
            assertThat(copy.getProblem().orElse("")).matches(failed ? problem : "");
        });
    }

    private static Object heard(String planId, JsonNode run, String end) {
        String id = run.path("id").asString();
        List<Listener.Heard> events = Awaitility.await()
                .until(
                        () -> Listener.inEffect(ServiceHere.listener().all(planId)).stream()
                                .filter(event -> event.runId().equals(id))
                                .toList(),
                        told -> told.size() == 2);
        assertThat(events).extracting(Listener.Heard::type).containsExactly("BackupStarted", end);
        return events.getLast().event();
    }

    private static void assertLocation(String id, String state, String reason) {
        JsonNode location = Awaitility.await()
                .until(
                        () -> location(id),
                        found -> state.equals(found.path("state").asString()));
        assertThat(location.path("reason").asString()).contains(reason).matches("[A-Z].*[.]");
    }

    private static JsonNode location(String id) {
        return service.operator()
                .get("/api/v1/locations")
                .json()
                .path("items")
                .valueStream()
                .filter(location -> id.equals(location.path("id").asString()))
                .findFirst()
                .orElseThrow();
    }

    private static Path copy(String planId, JsonNode run) {
        return installation.copies.resolve(planId).resolve(run.path("id").asString());
    }
}
