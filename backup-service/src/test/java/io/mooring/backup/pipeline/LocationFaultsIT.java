package io.mooring.backup.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.DirectoryLocation;
import io.mooring.backup.location.GatedLocation;
import io.mooring.backup.location.InMemoryLocation;
import io.mooring.backup.location.ObjectKeys;
import io.mooring.backup.location.S3Location;
import io.mooring.backup.manifest.Manifest;
import io.mooring.embedded.postgres.PostgresDatabase;
import io.mooring.testkit.Postgres;
import io.mooring.testkit.S3;
import io.mooring.testkit.disk.FullDisk;
import io.mooring.testkit.network.CutCable;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A location that is full, read-only, gone, slow or cut half-way fails its own copy, not the others'. */
class LocationFaultsIT {

    private static final int MIB = 1024 * 1024;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static PostgresDatabase database;

    private final InMemoryLocation memory = new InMemoryLocation("memory");

    @BeforeAll
    static void fill() throws Exception {
        database = Postgres.shared().freshDatabase("locations");
        OddDatabase.addNoise(database, 20_000);
    }

    @Test
    void aFullDiskFailsItsCopyAndIsLeftEmpty() throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(2 * MIB)) {
            BackupOutcome outcome = take(PATIENCE, new DirectoryLocation("full", disk.folder(), 0), memory);

            assertThat(failed(outcome, "full")).contains("is full");
            isWhole(outcome);
            NothingLeft.in(disk.folder());
        }
    }

    @Test
    void aReadOnlyDiskFailsItsCopy() throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(2 * MIB)) {
            disk.makeReadOnly();
            BackupOutcome outcome = take(PATIENCE, new DirectoryLocation("readonly", disk.folder(), 0), memory);

            assertThat(failed(outcome, "readonly")).containsIgnoringCase("read-only");
            isWhole(outcome);
        }
    }

    @Test
    void aMissingBucketFailsItsCopy() throws Exception {
        S3.Bucket bucket = S3.shared().freshBucket();
        S3.Bucket missing = new S3.Bucket(bucket.endpoint(), "gone-" + bucket.name(), bucket.key(), bucket.folder());
        try (S3Location gone = Backups.s3("gone", missing)) {
            BackupOutcome outcome = take(PATIENCE, memory, gone);

            assertThat(failed(outcome, "gone")).contains("not there");
            isWhole(outcome);
        }
    }

    @Test
    void aStoreThatIsCutHalfWayFailsItsCopyOnly() throws Exception {
        S3.Bucket bucket = S3.shared().freshBucket();
        try (CutCable cable = CutCable.to(
                        bucket.endpoint().getHost(), bucket.endpoint().getPort());
                S3Location cut = through("cut", bucket, cable, Duration.ofSeconds(10))) {
            BackupOutcome outcome = Backups.taking(Backups.settings(MIB, PATIENCE))
                    .take(Backups.job(database, cut, memory), new Recording(bytes -> {
                        if (bytes > 4 * MIB) {
                            cable.cut();
                        }
                    }));

            assertThat(failed(outcome, "cut")).contains("does not answer");
            isWhole(outcome);
            cable.mend();
            assertThat(cut.list("")).noneMatch(object -> object.key().endsWith(ObjectKeys.MANIFEST));
            cut.abortLeftovers(run -> true);
            NothingLeft.in(bucket);
        }
    }

    @Test
    void aStoreThatNoLongerAnswersIsWaitedForAWhileThenLeftBehind() throws Exception {
        S3.Bucket bucket = S3.shared().freshBucket();
        try (CutCable cable = CutCable.to(
                        bucket.endpoint().getHost(), bucket.endpoint().getPort());
                S3Location frozen = through("frozen", bucket, cable, Duration.ofSeconds(2))) {
            cable.pause();
            BackupOutcome outcome = take(Duration.ofSeconds(1), frozen, memory);

            assertThat(failed(outcome, "frozen")).contains("took no data for 1 s");
            isWhole(outcome);
        }
    }

    @Test
    void aHungFolderIsLeftBehindToo() throws Exception {
        GatedLocation hung = GatedLocation.afterBytes(new InMemoryLocation("hung"), MIB);
        BackupOutcome outcome = take(Duration.ofMillis(500), memory, hung);

        assertThat(failed(outcome, "hung")).contains("the others went on");
        isWhole(outcome);
        NothingLeft.in(hung);
    }

    @Test
    void aLocationThatHangsOnTheManifestHasNoBackup() throws Exception {
        GatedLocation hung = GatedLocation.afterCommitOf(new InMemoryLocation("hung"), ObjectKeys.MANIFEST);
        BackupOutcome outcome = take(Duration.ofMillis(500), memory, hung);

        assertThat(failed(outcome, "hung")).isNotEmpty();
        isWhole(outcome);
        NothingLeft.in(hung);
    }

    @Test
    void whenEveryLocationFailsThereIsNoBackup(@TempDir Path folder) throws Exception {
        try (FullDisk disk = FullDisk.ofBytes(MIB)) {
            BackupFailure failure = catchThrowableOfType(
                    BackupFailure.class,
                    () -> take(
                            PATIENCE,
                            new DirectoryLocation("full", disk.folder(), 0),
                            new DirectoryLocation("gone", folder.resolve("gone"), 0)));

            assertThat(failure.code()).isEqualTo(FailureCode.LOCATION_FULL);
            assertThat(failure).hasMessageContaining("is full").hasMessageContaining("not there");
            assertThat(failure.remedy()).contains("Free space");
            NothingLeft.in(disk.folder());
            NothingLeft.ofPgDump();
        }
    }

    private BackupOutcome take(Duration patience, BackupLocation... locations) throws Exception {
        return Backups.taking(Backups.settings(MIB, patience)).take(Backups.job(database, locations), new Recording());
    }

    private static S3Location through(String id, S3.Bucket bucket, CutCable cable, Duration timeout) {
        return Backups.s3(id, bucket, URI.create("http://" + cable.host() + ":" + cable.port()), timeout);
    }

    private static String failed(BackupOutcome outcome, String location) {
        CopyProgress copy = outcome.copies().stream()
                .filter(candidate -> candidate.locationId().equals(location))
                .findFirst()
                .orElseThrow();
        assertThat(copy.state()).isEqualTo(CopyState.FAILED);
        return String.valueOf(copy.problem());
    }

    /** The copy in memory has every chunk and attached object, its signature and its manifest. */
    private void isWhole(BackupOutcome outcome) {
        assertThat(outcome.copies())
                .filteredOn(copy -> copy.locationId().equals("memory"))
                .extracting(CopyProgress::state)
                .containsExactly(CopyState.STORED);
        Manifest.Data data = outcome.manifest().data();
        assertThat(memory.list(""))
                .hasSize(data.chunks().size() + data.attached().size() + 2);
    }
}
