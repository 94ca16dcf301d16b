package io.mooring.backup.location;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;

/**
 * The versions in a bucket with object lock. There, deleting a key only puts a marker over it, which is not locked and hides the object; bytes
 * go away, and are refused to, by their version.
 */
final class S3Versions {

    private final S3Client client;
    private final S3Settings settings;
    private final String where;
    private final InstantSource clock;

    /** One version of an object, or a marker that hides those before it. */
    record Version(String key, String id, boolean marker, boolean latest) {}

    S3Versions(S3Client client, S3Settings settings, String where, InstantSource clock) {
        this.client = client;
        this.settings = settings;
        this.where = where;
        this.clock = clock;
    }

    /** Of all keys that begin so. Objects before markers. */
    List<Version> list(String prefix) throws LocationFailure {
        try {
            return S3Calls.ask(() -> {
                List<Version> found = new ArrayList<>();
                List<Version> markers = new ArrayList<>();
                client.listObjectVersionsPaginator(
                                request -> request.bucket(settings.bucket()).prefix(prefix))
                        .forEach(page -> {
                            page.versions()
                                    .forEach(one ->
                                            found.add(new Version(one.key(), one.versionId(), false, one.isLatest())));
                            page.deleteMarkers()
                                    .forEach(one ->
                                            markers.add(new Version(one.key(), one.versionId(), true, one.isLatest())));
                        });
                found.addAll(markers);
                return found;
            });
        } catch (SdkException failure) {
            throw S3Faults.of(where, failure);
        }
    }

    /** Every version of this key. Refused for one, what hides it stays too. */
    void delete(String key) throws LocationFailure {
        for (Version version : list(key)) {
            if (version.key().equals(key)) {
                delete(version);
            }
        }
    }

    /** @throws ObjectLocked when the store does not let go of it yet */
    void delete(Version version) throws LocationFailure {
        try {
            S3Calls.ask(() -> client.deleteObject(request ->
                    request.bucket(settings.bucket()).key(version.key()).versionId(version.id())));
        } catch (AwsServiceException refused) {
            ObjectLocked locked = version.marker() ? null : locked(version);
            throw locked == null ? S3Faults.of(where, refused) : locked;
        } catch (SdkException failure) {
            throw S3Faults.of(where, failure);
        }
    }

    /** From now on the key is neither listed nor read. */
    void hide(String key) throws LocationFailure {
        try {
            S3Calls.ask(() -> client.deleteObject(
                    request -> request.bucket(settings.bucket()).key(key)));
        } catch (SdkException failure) {
            throw S3Faults.of(where, failure);
        }
    }

    /** Stores say no in different words (403 AccessDenied, 400, 409), so what the version itself says decides; null: no lock. */
    private @Nullable ObjectLocked locked(Version version) {
        try {
            HeadObjectResponse found = client.headObject(request ->
                    request.bucket(settings.bucket()).key(version.key()).versionId(version.id()));
            Instant until = found.objectLockRetainUntilDate();
            String key = version.key().substring(settings.prefix().length());
            if (until != null && until.isAfter(clock.instant())) {
                return new ObjectLocked(
                        until,
                        "%s has %s locked until %s (%s)".formatted(where, key, until, found.objectLockModeAsString()));
            }
            return found.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON
                    ? new ObjectLocked(null, where + " has " + key + " under a legal hold")
                    : null;
        } catch (SdkException unknown) {
            return null;
        }
    }
}
