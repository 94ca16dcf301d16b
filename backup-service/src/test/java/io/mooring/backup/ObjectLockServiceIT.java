package io.mooring.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.mooring.testkit.s3.LockingStore;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Backups in a bucket that refuses to delete them, over HTTP: what is said of them, and that nothing shows them as gone. */
class ObjectLockServiceIT {

    @TempDir
    Path folder;

    @Test
    void keepsWhatALocationLocksAndLetsItGoAfterwards() throws Exception {
        try (LockingStore store = LockingStore.start();
                Installation installation = locked(store, store.freshBucket(true));
                ServiceHere service = ServiceHere.start(installation)) {
            String first = backup(service, installation);
            String second = backup(service, installation);
            Instant until = lockedUntil(service, first);
            assertThat(until).isAfter(Instant.now().plus(Duration.ofDays(3)));
            assertThat(copy(service, first, "bucket").path("objectLock").asString())
                    .isEqualTo("governance");
            assertThat(copy(service, first, "folder").path("objectLock").asString())
                    .isEqualTo("none");
            assertThat(copy(service, first, "folder").path("lockedUntil").isNull())
                    .isTrue();

            assertThat(weigh(service, installation).path("keep").asBoolean()).isTrue();
            assertThat(weigh(service, installation).path("reasons").toString())
                    .contains("It is locked in bucket until " + until + ".");
            prune(service, installation);
            assertThat(Stored.isBackup(installation.copies, first)).isTrue();

            // The service believes that it may: the store refuses, and then nothing is gone, not even where nothing is
            // locked.
            sql(installation, "UPDATE backup_copy_lock SET locked_until = now() - interval '1 day'");
            assertThat(weigh(service, installation).path("keep").asBoolean()).isFalse();
            prune(service, installation);
            assertThat(service.operator().run(first).path("letGo").isNull()).isTrue();
            assertThat(lockedUntil(service, first))
                    .as("learnt from the refusal")
                    .isEqualTo(until);
            assertThat(Stored.isBackup(installation.copies, first)).isTrue();

            store.pass(Duration.ofDays(5));
            sql(installation, "UPDATE backup_copy_lock SET locked_until = now() - interval '1 day'");
            prune(service, installation);
            assertThat(service.operator()
                            .run(first)
                            .path("letGo")
                            .path("remaining")
                            .size())
                    .isZero();
            assertThat(Stored.files(installation.copies, first)).isEmpty();
            String bucket = installation.properties().get("backup.locations[0].s3.bucket");
            assertThat(store.stored(bucket, installation.planId + "/" + first)).isEmpty();
            assertThat(store.stored(bucket, installation.planId + "/" + second)).isNotEmpty();
        }
    }

    @Test
    void takesNoCopyToABucketWithoutTheLockThatIsAskedFor() throws Exception {
        try (LockingStore store = LockingStore.start();
                Installation installation = locked(store, store.freshBucket(false));
                ServiceHere service = ServiceHere.start(installation)) {
            String run = service.begin(installation.planId);
            assertThat(service.operator().awaitOver(run).path("state").asString())
                    .isEqualTo("partial");
            assertThat(copy(service, run, "bucket").path("problem").asString())
                    .contains("missing ObjectLockConfiguration");

            JsonNode location = Awaitility.await()
                    .until(
                            () -> service.operator()
                                    .get("/api/v1/locations")
                                    .json()
                                    .path("items")
                                    .get(0),
                            found -> !found.path("state").asString().equals("unknown"));
            assertThat(location.path("state").asString()).isEqualTo("down");
            assertThat(location.path("reason").asString()).contains("has no object lock");
            assertThat(location.path("objectLock").asString()).isEqualTo("governance");
            assertThat(location.path("objectLockDays").asInt()).isEqualTo(3);
        }
    }

    private Installation locked(LockingStore store, String bucket) {
        return new Installation(folder, 1)
                .set("backup.plans[0].retention.count", "1")
                .set("backup.prune", "1d")
                .set("backup.make-up-copies", "1d")
                .set("backup.locations[0].s3.endpoint", store.endpoint().toString())
                .set("backup.locations[0].s3.bucket", bucket)
                .set("backup.locations[0].s3.object-lock.mode", "governance")
                .set("backup.locations[0].s3.object-lock.days", "3");
    }

    private static String backup(ServiceHere service, Installation installation) {
        String run = service.begin(installation.planId);
        assertThat(service.operator().awaitOver(run).path("state").asString()).isEqualTo("completed");
        return run;
    }

    private static Instant lockedUntil(ServiceHere service, String run) {
        String until = Awaitility.await()
                .until(() -> copy(service, run, "bucket").path("lockedUntil").asString(""), text -> !text.isEmpty());
        return Instant.parse(until);
    }

    private static JsonNode copy(ServiceHere service, String run, String location) {
        return service.operator()
                .run(run)
                .path("copies")
                .valueStream()
                .filter(copy -> copy.path("locationId").asString().equals(location))
                .findFirst()
                .orElseThrow();
    }

    /** What would become of the older of the two. */
    private static JsonNode weigh(ServiceHere service, Installation installation) {
        List<JsonNode> all = service.operator()
                .get("/api/v1/plans/" + installation.planId + "/retention")
                .json()
                .path("items")
                .valueStream()
                .toList();
        assertThat(all).hasSize(2);
        return all.get(1);
    }

    private static void prune(ServiceHere service, Installation installation) {
        for (int i = 0; i < 2; i++) {
            Awaitility.await().until(() -> service.operator()
                    .post("/api/v1/plans/" + installation.planId + "/prune")
                    .json()
                    .path("state")
                    .asString()
                    .equals("queued"));
        }
        Awaitility.await().until(() -> installation
                .ask("SELECT count(*) FROM backup_job WHERE kind = 'prune'")
                .equals("0"));
    }

    private static void sql(Installation installation, String statement) throws Exception {
        try (Connection connection = installation.own.connect()) {
            connection.createStatement().executeUpdate(statement);
        }
    }
}
