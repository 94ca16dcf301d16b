package io.mooring.backup.location;

import io.mooring.testkit.s3.LockingStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** A bucket with versions and no lock in the settings, which also says that the stand-in is a store at all. */
class VersionedBucketIT extends BackupLocationContract {

    private static LockingStore store;
    private String bucket = "";

    @BeforeAll
    static void start() {
        store = LockingStore.start();
    }

    @AfterAll
    static void stop() {
        store.close();
    }

    @Override
    protected BackupLocation emptyLocation() {
        bucket = store.freshBucket(true);
        return new S3Location(LockedBuckets.settings(store.endpoint(), bucket));
    }

    @Override
    protected boolean hasLeftovers() {
        return store.hasUploads(bucket);
    }
}
