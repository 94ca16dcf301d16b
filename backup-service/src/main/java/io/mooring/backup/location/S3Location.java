package io.mooring.backup.location;

import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;

/** An S3 bucket. The bucket must exist: who makes it decides on its region, versioning, lock and lifecycle. */
public final class S3Location implements BackupLocation, AutoCloseable {

    private final S3Settings settings;
    private final S3Client client;
    private final String where;

    public S3Location(S3Settings settings) {
        this(settings, S3Clients.client(settings));
    }

    S3Location(S3Settings settings, S3Client client) {
        this.settings = settings;
        this.client = client;
        this.where =
                "The bucket " + settings.bucket() + (settings.endpoint() == null ? "" : " at " + settings.endpoint());
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public LocationKind kind() {
        return LocationKind.S3;
    }

    @Override
    public ObjectSink create(String key) throws LocationFailure, InterruptedException {
        String full = full(key);
        try {
            client.headObject(request -> request.bucket(settings.bucket()).key(full));
        } catch (SdkException answer) {
            if (S3Faults.isInterrupt(answer)) {
                Thread.interrupted();
                throw new InterruptedException("interrupted while asking " + where);
            }
            if (S3Faults.isMissing(answer)) {
                needBucket();
                return new S3Sink(client, settings, full, where);
            }
            throw S3Faults.of(where, answer);
        }
        throw new LocationFailure(LocationFault.EXISTS, where + " holds " + key + " already");
    }

    /**
     * A missing object and a missing bucket answer a HEAD alike. Data sent to a missing bucket may meet a closed connection
     * before its answer, and then nobody learns why.
     */
    private void needBucket() throws LocationFailure {
        try {
            client.headBucket(request -> request.bucket(settings.bucket()));
        } catch (SdkException answer) {
            if (S3Faults.isMissing(answer)) {
                throw new LocationFailure(LocationFault.UNREACHABLE, where + " is not there: 404 NoSuchBucket", answer);
            }
            // Credentials that may write need not be allowed to ask; writing will tell.
        }
    }

    @Override
    public List<StoredObject> list(String prefix) throws LocationFailure {
        return asked(() -> client
                .listObjectsV2Paginator(
                        request -> request.bucket(settings.bucket()).prefix(settings.prefix() + prefix))
                .contents()
                .stream()
                .map(object -> new StoredObject(
                        object.key().substring(settings.prefix().length()), object.size()))
                .toList());
    }

    @Override
    public InputStream open(String key) throws LocationFailure {
        String full = full(key);
        return new S3Object(asked(() ->
                client.getObject(request -> request.bucket(settings.bucket()).key(full))));
    }

    @Override
    public void delete(String key) throws LocationFailure {
        String full = full(key);
        asked(() ->
                client.deleteObject(request -> request.bucket(settings.bucket()).key(full)));
    }

    @Override
    public LocationHealth check() {
        long start = System.nanoTime();
        try {
            asked(() -> client.headBucket(request -> request.bucket(settings.bucket())));
            return new LocationHealth(LocationHealth.State.HEALTHY, null, null, since(start));
        } catch (LocationFailure failure) {
            // HEAD has no body, so that "no such bucket" comes without its code.
            String reason = failure.fault() == LocationFault.NOT_FOUND ? where + " is not there" : failure.getMessage();
            return new LocationHealth(LocationHealth.State.DOWN, reason, null, since(start));
        }
    }

    @Override
    public int abortLeftovers(Predicate<String> abandoned) throws LocationFailure {
        int removed = 0;
        for (MultipartUpload upload : unfinished()) {
            if (abandoned.test(runOf(upload.key()))) {
                asked(() -> client.abortMultipartUpload(request ->
                        request.bucket(settings.bucket()).key(upload.key()).uploadId(upload.uploadId())));
                removed++;
            }
        }
        for (String key : orphans()) {
            if (abandoned.test(ObjectKeys.runOf(key))) {
                delete(key);
                removed++;
            }
        }
        return removed;
    }

    @Override
    public void close() {
        client.close();
    }

    private List<MultipartUpload> unfinished() throws LocationFailure {
        return asked(() -> client
                .listMultipartUploadsPaginator(
                        request -> request.bucket(settings.bucket()).prefix(settings.prefix()))
                .uploads()
                .stream()
                .filter(upload -> isKey(upload.key()))
                .toList());
    }

    /** Objects in a run's folder without a manifest. */
    private List<String> orphans() throws LocationFailure {
        List<String> keys = list("").stream()
                .map(StoredObject::key)
                .filter(key -> key.split("/", -1).length == 3)
                .toList();
        Set<String> finished = new HashSet<>();
        for (String key : keys) {
            if (key.endsWith("/" + ObjectKeys.MANIFEST)) {
                finished.add(folderOf(key));
            }
        }
        List<String> orphans = new ArrayList<>(keys);
        orphans.removeIf(key -> finished.contains(folderOf(key)));
        return orphans;
    }

    private boolean isKey(String full) {
        return full.startsWith(settings.prefix())
                && full.substring(settings.prefix().length()).split("/", -1).length == 3;
    }

    private String runOf(String full) {
        return ObjectKeys.runOf(full.substring(settings.prefix().length()));
    }

    private static String folderOf(String key) {
        return key.substring(0, key.lastIndexOf('/'));
    }

    private String full(String key) {
        return settings.prefix() + ObjectKeys.requireKey(key);
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private <T> T asked(Supplier<T> question) throws LocationFailure {
        try {
            return S3Calls.ask(question);
        } catch (SdkException failure) {
            throw S3Faults.of(where, failure);
        }
    }
}
