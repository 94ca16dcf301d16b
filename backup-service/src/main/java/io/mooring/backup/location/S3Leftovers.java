package io.mooring.backup.location;

import io.mooring.backup.location.S3Versions.Version;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** What interrupted runs left in a bucket: uploads, objects without a manifest, and what was hidden since a lock kept it. */
final class S3Leftovers {

    private final S3Client client;
    private final S3Settings settings;
    private final S3Location location;
    private final S3Versions versions;
    private final String where;

    S3Leftovers(S3Client client, S3Settings settings, S3Location location, S3Versions versions, String where) {
        this.client = client;
        this.settings = settings;
        this.location = location;
        this.versions = versions;
        this.where = where;
    }

    /** How many were removed. */
    int remove(Predicate<String> abandoned) throws LocationFailure {
        int removed = 0;
        for (MultipartUpload upload : unfinished()) {
            if (abandoned.test(ObjectKeys.runOf(ours(upload.key())))) {
                abort(upload);
                removed++;
            }
        }
        return removed + (settings.objectLock().isOn() ? versions(abandoned) : orphans(abandoned));
    }

    private int orphans(Predicate<String> abandoned) throws LocationFailure {
        List<String> keys = location.list("").stream()
                .map(StoredObject::key)
                .filter(key -> key.split("/", -1).length == 3)
                .toList();
        Set<String> finished = finished(keys);
        int removed = 0;
        for (String key : keys) {
            if (!finished.contains(folderOf(key)) && abandoned.test(ObjectKeys.runOf(key))) {
                location.delete(key);
                removed++;
            }
        }
        return removed;
    }

    /** Hidden ones too. What is locked is tried again by a later sweep. */
    private int versions(Predicate<String> abandoned) throws LocationFailure {
        List<Version> all = versions.list(settings.prefix()).stream()
                .filter(version -> isKey(version.key()))
                .toList();
        Set<String> finished = finished(all.stream()
                .filter(version -> version.latest() && !version.marker())
                .map(version -> ours(version.key()))
                .toList());
        Set<String> kept = new HashSet<>();
        int removed = 0;
        for (Version version : all) {
            String key = ours(version.key());
            if (!finished.contains(folderOf(key)) && !kept.contains(key) && abandoned.test(ObjectKeys.runOf(key))) {
                try {
                    versions.delete(version);
                    removed++;
                } catch (ObjectLocked later) {
                    // Its marker stays with it, or it would be seen again.
                    kept.add(key);
                }
            }
        }
        return removed;
    }

    private static Set<String> finished(List<String> keys) {
        return keys.stream()
                .filter(key -> key.endsWith("/" + ObjectKeys.MANIFEST))
                .map(S3Leftovers::folderOf)
                .collect(Collectors.toSet());
    }

    private List<MultipartUpload> unfinished() throws LocationFailure {
        try {
            return S3Calls.ask(() -> client
                    .listMultipartUploadsPaginator(
                            request -> request.bucket(settings.bucket()).prefix(settings.prefix()))
                    .uploads()
                    .stream()
                    .filter(upload -> isKey(upload.key()))
                    .toList());
        } catch (SdkException failure) {
            throw S3Faults.of(where, failure);
        }
    }

    private void abort(MultipartUpload upload) throws LocationFailure {
        try {
            S3Calls.ask(() -> client.abortMultipartUpload(request ->
                    request.bucket(settings.bucket()).key(upload.key()).uploadId(upload.uploadId())));
        } catch (SdkException failure) {
            throw S3Faults.of(where, failure);
        }
    }

    private boolean isKey(String full) {
        return full.startsWith(settings.prefix()) && ours(full).split("/", -1).length == 3;
    }

    private String ours(String full) {
        return full.substring(settings.prefix().length());
    }

    private static String folderOf(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }
}
