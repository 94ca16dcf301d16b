package io.mooring.backup.location;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkResponse;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/** A bucket's object lock: the time until which objects are written, looked at, and extended. Nothing here bypasses a lock. */
final class S3Lock {

    /** A wrong time in compliance mode cannot be taken back by anybody. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final S3Client client;
    private final S3Settings settings;
    private final String where;
    private final InstantSource clock;

    S3Lock(S3Client client, S3Settings settings, String where, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.where = where;
        this.clock = clock;
    }

    boolean isOn() {
        return settings.objectLock().isOn();
    }

    /** For an object that is written now. */
    S3Retention retention() {
        return isOn() ? new S3Retention(mode(), until()) : S3Retention.NONE;
    }

    private Instant until() {
        return settings.objectLock().until(clock.instant());
    }

    private ObjectLockMode mode() {
        return settings.objectLock().mode() == ObjectLock.Mode.COMPLIANCE
                ? ObjectLockMode.COMPLIANCE
                : ObjectLockMode.GOVERNANCE;
    }

    /** @param answer the store's; it tells its time */
    void requireClock(SdkResponse answer) throws LocationFailure {
        Optional<Instant> theirs = answer.sdkHttpResponse() == null ? Optional.empty() : time(answer);
        if (isOn() && theirs.isPresent()) {
            Duration apart = Duration.between(theirs.get(), clock.instant());
            if (apart.abs().compareTo(CLOCK_TOLERANCE) > 0) {
                throw new LocationFailure(
                        LocationFault.FAILED,
                        where + " and this host differ by " + apart.abs().truncatedTo(ChronoUnit.SECONDS)
                                + " in what time it is: nothing is locked until that is set right");
            }
        }
    }

    private static Optional<Instant> time(SdkResponse answer) {
        try {
            return answer.sdkHttpResponse()
                    .firstMatchingHeader("Date")
                    .map(date -> Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    Optional<Instant> lockedUntil(String key) throws LocationFailure {
        HeadObjectResponse found;
        try {
            found = head(key);
        } catch (SdkException failure) {
            if (S3Faults.isMissing(failure)) {
                return Optional.empty();
            }
            throw S3Faults.of(where, failure);
        }
        return Optional.ofNullable(found.objectLockRetainUntilDate()).filter(until -> until.isAfter(clock.instant()));
    }

    /**
     * Locks an object as long as one that is written now, in the mode that it has. A store that took the lock and forgot it is found out
     * here.
     */
    void extend(String key) throws LocationFailure {
        Instant until = until();
        try {
            HeadObjectResponse now = head(key);
            Instant before = now.objectLockRetainUntilDate();
            if (before == null || before.isBefore(until)) {
                ObjectLockRetentionMode mode = ObjectLockRetentionMode.fromValue(
                        (now.objectLockMode() == null ? mode() : now.objectLockMode()).toString());
                client.putObjectRetention(request -> request.bucket(settings.bucket())
                        .key(key)
                        .versionId(now.versionId())
                        .retention(retention -> retention.mode(mode).retainUntilDate(until)));
            }
        } catch (SdkException failure) {
            LocationFailure why = S3Faults.of(where, failure);
            throw new LocationFailure(
                    why.fault(),
                    where + " does not lock " + key + " until " + until + ": " + why.getMessage(),
                    failure);
        }
    }

    private HeadObjectResponse head(String key) {
        return S3Calls.ask(() ->
                client.headObject(request -> request.bucket(settings.bucket()).key(key)));
    }

    /** What is wrong with the bucket's lock; null when nothing is, or none is wanted. */
    @Nullable
    Complaint complaint() {
        if (!isOn()) {
            return null;
        }
        try {
            return complaint(
                    S3Calls.ask(() -> client.getObjectLockConfiguration(request -> request.bucket(settings.bucket())))
                            .objectLockConfiguration());
        } catch (SdkException failure) {
            return S3Faults.isMissing(failure)
                    ? hasNone()
                    : S3Faults.isForbidden(failure)
                            ? new Complaint(
                                    LocationHealth.State.WARNING,
                                    where + " does not tell whether it has an object lock"
                                            + " (s3:GetBucketObjectLockConfiguration is not allowed)")
                            : new Complaint(
                                    LocationHealth.State.DOWN,
                                    "Asked for its object lock: "
                                            + S3Faults.of(where, failure).getMessage());
        }
    }

    private @Nullable Complaint complaint(@Nullable ObjectLockConfiguration found) {
        if (found == null || found.objectLockEnabled() != ObjectLockEnabled.ENABLED) {
            return hasNone();
        }
        return found.rule() == null || found.rule().defaultRetention() == null
                ? null
                : new Complaint(
                        LocationHealth.State.WARNING,
                        where + " locks by default whatever is written there, WAL that is soon replaced as well:"
                                + " take its default retention out");
    }

    private Complaint hasNone() {
        return new Complaint(
                LocationHealth.State.DOWN,
                where + " has no object lock, and the settings ask for "
                        + settings.objectLock().mode().word()
                        + ": enable it on the bucket, or take object-lock out of the settings");
    }

    /** What is wrong, in words. */
    record Complaint(LocationHealth.State state, String words) {}
}
