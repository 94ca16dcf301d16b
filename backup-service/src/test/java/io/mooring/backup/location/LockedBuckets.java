package io.mooring.backup.location;

import io.mooring.backup.key.Secret;
import java.net.URI;
import java.time.Duration;

/** Settings of buckets with versions, for tests. */
public final class LockedBuckets {

    private static final int MIB = 1024 * 1024;

    private LockedBuckets() {}

    /** Without a lock. */
    public static S3Settings settings(URI store, String bucket) {
        return new S3Settings(
                "vault",
                bucket,
                "backups/",
                store,
                "eu-central-1",
                true,
                new S3Settings.Credentials("key", Secret.of("secret")),
                true,
                5 * MIB,
                2,
                Duration.ofSeconds(20));
    }

    /** In governance mode. */
    public static S3Location governed(URI store, String bucket, int days) {
        return new S3Location(settings(store, bucket).locking(new ObjectLock(ObjectLock.Mode.GOVERNANCE, days)));
    }
}
