package io.mooring.backup.location;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mooring.testkit.S3;
import io.mooring.testkit.s3.LockingStore;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buckets that refuse to delete, in a stand-in that behaves as Amazon's documentation says: no real one was asked. */
class ObjectLockIT {

    private static final int MIB = 1024 * 1024;
    private static final String KEY = "plan/run/data.bin";
    private static final String FULL = "backups/" + KEY;

    private LockingStore store;
    private String bucket;

    @BeforeEach
    void start() {
        store = LockingStore.start();
        bucket = store.freshBucket(true);
    }

    @AfterEach
    void stop() {
        store.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 12 * MIB})
    void writesWithADateWhateverTheSize(int size) throws Exception {
        Instant before = Instant.now();
        S3Location location = governed(10);
        write(location, KEY, size);

        Instant until = store.lockedUntil(bucket, FULL);
        assertThat(until)
                .isBetween(
                        before.plus(Duration.ofDays(10)),
                        before.plus(Duration.ofDays(11)).plusSeconds(60));
        assertThat(location.lockedUntil(KEY)).contains(until);
        assertThat(until).isEqualTo(until.truncatedTo(ChronoUnit.DAYS));
    }

    @Test
    void writesWithADateToAStoreThatTakesNoChecksumsButMd5() throws Exception {
        S3Settings with = LockedBuckets.settings(store.endpoint(), bucket);
        S3Settings without = new S3Settings(
                with.id(),
                bucket,
                with.prefix(),
                with.endpoint(),
                with.region(),
                true,
                with.credentials(),
                false,
                with.partBytes(),
                with.partsInFlight(),
                with.requestTimeout(),
                new ObjectLock(ObjectLock.Mode.GOVERNANCE, 1));
        S3Location location = new S3Location(without);
        write(location, KEY, 1000);
        write(location, "plan/run/large.bin", 6 * MIB);

        assertThat(location.lockedUntil(KEY)).isPresent();
        assertThat(location.lockedUntil("plan/run/large.bin")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(names = {"GOVERNANCE", "COMPLIANCE"})
    void refusesToDeleteBeforeTheDateInWordsAndKeepsIt(ObjectLock.Mode mode) throws Exception {
        S3Location location =
                new S3Location(LockedBuckets.settings(store.endpoint(), bucket).locking(new ObjectLock(mode, 3)));
        write(location, KEY, 1000);

        ObjectLocked refused = catchThrowableOfType(ObjectLocked.class, () -> location.delete(KEY));
        Instant until = location.lockedUntil(KEY).orElseThrow();
        assertThat(refused)
                .hasMessage("The bucket %s at %s has %s locked until %s (%s)"
                        .formatted(bucket, store.endpoint(), KEY, until, mode));
        assertThat(refused.until()).contains(until);
        assertThat(refused.fault()).isEqualTo(LocationFault.LOCKED);
        assertThat(location.list("")).containsExactly(new StoredObject(KEY, 1000));

        store.pass(Duration.ofDays(5));
        location.delete(KEY);
        assertThat(store.stored(bucket, ""))
                .as("no version is left that is paid for")
                .isEmpty();
    }

    @Test
    void hidesWhatMustNotCountAndFreesItWhenItCan() throws Exception {
        S3Location location = governed(2);
        write(location, KEY, 1000);
        location.discard(KEY);

        assertThat(location.list("")).isEmpty();
        assertThatThrownBy(() -> location.open(KEY))
                .extracting(failure -> ((LocationFailure) failure).fault())
                .isEqualTo(LocationFault.NOT_FOUND);
        assertThat(store.stored(bucket, "")).containsExactly(FULL);

        write(location, KEY, 500);
        assertThat(location.list("")).as("the key is free").containsExactly(new StoredObject(KEY, 500));

        store.pass(Duration.ofDays(4));
        location.delete(KEY);
        assertThat(store.stored(bucket, "")).isEmpty();
    }

    @Test
    void sweepsWhatItCanAndComesBackForTheRest() throws Exception {
        S3Location location = governed(2);
        write(location, "plan/dead/data.bin", 10);
        location.discard("plan/dead/data.bin");
        write(location, "plan/dead/more.bin", 10);
        writeUnlocked(location, "plan/dead/late.bin");
        write(location, "plan/done/data.bin", 10);
        write(location, "plan/done/manifest.json", 10);
        write(location, "plan/live/data.bin", 10);

        assertThat(location.abortLeftovers(run -> !run.equals("live")))
                .as("only what is not locked")
                .isEqualTo(1);
        assertThat(location.list("plan/dead/")).containsExactly(new StoredObject("plan/dead/more.bin", 10));

        store.pass(Duration.ofDays(4));
        location.abortLeftovers(run -> !run.equals("live"));
        assertThat(store.stored(bucket, ""))
                .containsExactly(
                        "backups/plan/done/data.bin", "backups/plan/done/manifest.json", "backups/plan/live/data.bin");
    }

    @Test
    void neverLocksWhatIsSoonReplaced() throws Exception {
        S3Location location = governed(2);
        writeUnlocked(location, KEY);

        assertThat(location.lockedUntil(KEY)).isEmpty();
        location.delete(KEY);
        assertThat(store.stored(bucket, "")).isEmpty();
    }

    @Test
    void locksAnewForLongerAndNeverForLess() throws Exception {
        write(governed(30), KEY, 10);
        Instant month = store.lockedUntil(bucket, FULL);

        governed(3).lockAnew(KEY);
        assertThat(store.lockedUntil(bucket, FULL)).isEqualTo(month);
        governed(60).lockAnew(KEY);
        assertThat(store.lockedUntil(bucket, FULL)).isEqualTo(month.plus(Duration.ofDays(30)));
    }

    @Test
    void isDownInWordsWhereTheBucketHasNoLock() {
        bucket = store.freshBucket(false);
        S3Location location = governed(2);

        assertThat(location.check().state()).isEqualTo(LocationHealth.State.DOWN);
        assertThat(location.check().reason()).contains("has no object lock, and the settings ask for governance");
        assertThatThrownBy(() -> write(location, KEY, 10)).hasMessageContaining("missing ObjectLockConfiguration");
        assertThatThrownBy(() -> write(location, KEY, 6 * MIB)).hasMessageContaining("missing ObjectLockConfiguration");
    }

    @Test
    void isNoMoreThanAWarningWhereNobodyMayAsk() {
        store.forbidAsking(bucket);

        assertThat(governed(2).check().state()).isEqualTo(LocationHealth.State.WARNING);
        assertThat(governed(2).check().reason()).contains("s3:GetBucketObjectLockConfiguration");
        store.close();
        assertThat(governed(2).check().state()).isEqualTo(LocationHealth.State.DOWN);
    }

    @Test
    void isHealthyWhereTheBucketLocks() {
        assertThat(governed(2).check().state()).isEqualTo(LocationHealth.State.HEALTHY);
        assertThat(governed(2).objectLock()).isEqualTo(new ObjectLock(ObjectLock.Mode.GOVERNANCE, 2));
    }

    @Test
    void findsOutThatAStoreTakesLocksAndForgetsThem() throws Exception {
        S3.Bucket deaf = S3.shared().freshBucket();
        S3Location location = new S3Location(S3Settings.compatible(
                        "deaf",
                        deaf.name(),
                        deaf.endpoint(),
                        new S3Settings.Credentials(
                                deaf.key().id(),
                                io.mooring.backup.key.Secret.of(deaf.key().secret())))
                .locking(new ObjectLock(ObjectLock.Mode.COMPLIANCE, 1)));

        assertThat(location.check().state()).isEqualTo(LocationHealth.State.DOWN);
        write(location, KEY, 10);
        assertThatThrownBy(() -> location.lockAnew(KEY)).hasMessageContaining("does not lock " + KEY);
    }

    @Test
    void locksNothingByAClockThatIsWrong() {
        InstantSource wrong = InstantSource.offset(InstantSource.system(), Duration.ofDays(400));
        S3Location location = new S3Location(
                LockedBuckets.settings(store.endpoint(), bucket).locking(new ObjectLock(ObjectLock.Mode.COMPLIANCE, 1)),
                wrong);

        assertThatThrownBy(() -> write(location, KEY, 10))
                .hasMessageContaining("differ by PT9600H")
                .hasMessageContaining("nothing is locked");
        assertThat(store.stored(bucket, "")).isEmpty();
    }

    private S3Location governed(int days) {
        return LockedBuckets.governed(store.endpoint(), bucket, days);
    }

    private static void write(S3Location location, String key, int size) throws Exception {
        try (ObjectSink sink = location.create(key)) {
            sink.write(new byte[size], 0, size);
            sink.commit();
        }
    }

    private static void writeUnlocked(S3Location location, String key) throws Exception {
        try (ObjectSink sink = location.createUnlocked(key)) {
            sink.write(new byte[10], 0, 10);
            sink.commit();
        }
    }
}
