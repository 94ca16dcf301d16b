package io.mooring.backup.location;

import io.mooring.backup.key.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * An S3 bucket, Amazon's or one that speaks its language.
 *
 * @param prefix put before every key, empty or ending in a slash
 * @param endpoint absent for Amazon's
 * @param pathStyle bucket in the path and not in the host name; most other stores want it
 * @param credentials absent: taken from environment, profile, container or instance, in the SDK's order
 * @param checksums CRC32 on every request; off for stores that refuse it (Google Cloud Storage through S3), which get Content-MD5
 * @param partBytes size of a multipart upload's parts, at least 5 MiB; 10,000 of them are the largest object
 * @param partsInFlight parts uploaded at the same time; memory is (partsInFlight + 1) × partBytes for each object being written
 * @param requestTimeout for one attempt of one request
 * @param objectLock what objects are written with; the bucket must have object lock then
 */
public record S3Settings(
        String id,
        String bucket,
        String prefix,
        @Nullable URI endpoint,
        String region,
        boolean pathStyle,
        @Nullable Credentials credentials,
        boolean checksums,
        int partBytes,
        int partsInFlight,
        Duration requestTimeout,
        ObjectLock objectLock) {

    private static final int MIB = 1024 * 1024;

    /** An access key and its secret. */
    public record Credentials(String accessKey, Secret secretKey) {}

    public S3Settings {
        if (bucket.isBlank() || region.isBlank()) {
            throw new IllegalArgumentException("an S3 location needs a bucket and a region");
        }
        if (!prefix.isEmpty() && (!prefix.endsWith("/") || prefix.startsWith("/") || prefix.contains(".."))) {
            throw new IllegalArgumentException("an S3 prefix is empty or ends in a slash and does not start with one");
        }
        if (partBytes < 5 * MIB || partBytes > 512 * MIB) {
            throw new IllegalArgumentException("part size must be 5 MiB to 512 MiB but is " + partBytes);
        }
        if (partsInFlight < 1 || partsInFlight > 32) {
            throw new IllegalArgumentException("parts in flight must be 1 to 32 but are " + partsInFlight);
        }
        if (requestTimeout.isNegative() || requestTimeout.isZero()) {
            throw new IllegalArgumentException("request time-out must be positive but is " + requestTimeout);
        }
    }

    /** Without a lock. */
    public S3Settings(
            String id,
            String bucket,
            String prefix,
            @Nullable URI endpoint,
            String region,
            boolean pathStyle,
            @Nullable Credentials credentials,
            boolean checksums,
            int partBytes,
            int partsInFlight,
            Duration requestTimeout) {
        this(
                id,
                bucket,
                prefix,
                endpoint,
                region,
                pathStyle,
                credentials,
                checksums,
                partBytes,
                partsInFlight,
                requestTimeout,
                ObjectLock.NONE);
    }

    /** The same with this lock. */
    public S3Settings locking(ObjectLock lock) {
        return new S3Settings(
                id,
                bucket,
                prefix,
                endpoint,
                region,
                pathStyle,
                credentials,
                checksums,
                partBytes,
                partsInFlight,
                requestTimeout,
                lock);
    }

    /** Amazon's S3 with the usual values: 8 MiB parts, four at a time, a minute each, credentials from the surroundings. */
    public static S3Settings amazon(String id, String bucket, String region) {
        return new S3Settings(id, bucket, "", null, region, false, null, true, 8 * MIB, 4, Duration.ofMinutes(1));
    }

    /** Another store that speaks S3, with path-style addresses. */
    public static S3Settings compatible(String id, String bucket, URI endpoint, Credentials credentials) {
        return new S3Settings(
                id, bucket, "", endpoint, "us-east-1", true, credentials, true, 8 * MIB, 4, Duration.ofMinutes(1));
    }
}
