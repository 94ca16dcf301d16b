package io.mooring.backup.location;

import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** An S3 bucket. The bucket must exist: who makes it decides on its region, versioning, lock and lifecycle. */
public final class S3Location implements BackupLocation, AutoCloseable {

    private final S3Settings settings;
    private final S3Client client;
    private final String where;
    private final S3Lock lock;
    private final S3Versions versions;

    public S3Location(S3Settings settings) {
        this(settings, InstantSource.system());
    }

    /** @param clock says until when what is written is locked */
    public S3Location(S3Settings settings, InstantSource clock) {
        this(settings, S3Clients.client(settings), clock);
    }

    S3Location(S3Settings settings, S3Client client) {
        this(settings, client, InstantSource.system());
    }

    private S3Location(S3Settings settings, S3Client client, InstantSource clock) {
        this.settings = settings;
        this.client = client;
        this.where =
                "The bucket " + settings.bucket() + (settings.endpoint() == null ? "" : " at " + settings.endpoint());
        this.lock = new S3Lock(client, settings, where, clock);
        this.versions = new S3Versions(client, settings, where, clock);
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
        return create(key, lock.retention());
    }

    @Override
    public ObjectSink createUnlocked(String key) throws LocationFailure, InterruptedException {
        return create(key, S3Retention.NONE);
    }

    private ObjectSink create(String key, S3Retention retention) throws LocationFailure, InterruptedException {
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
                return new S3Sink(client, settings, retention, full, where);
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
            lock.requireClock(client.headBucket(request -> request.bucket(settings.bucket())));
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
        if (lock.isOn()) {
            versions.delete(full);
        } else {
            versions.hide(full);
        }
    }

    @Override
    public void discard(String key) throws LocationFailure {
        try {
            delete(key);
        } catch (ObjectLocked later) {
            versions.hide(full(key));
        }
    }

    @Override
    public ObjectLock objectLock() {
        return settings.objectLock();
    }

    @Override
    public Optional<Instant> lockedUntil(String key) throws LocationFailure {
        return lock.isOn() ? lock.lockedUntil(full(key)) : Optional.empty();
    }

    @Override
    public void lockAnew(String key) throws LocationFailure {
        if (lock.isOn()) {
            lock.extend(full(key));
        }
    }

    @Override
    public LocationHealth check() {
        long start = System.nanoTime();
        try {
            asked(() -> client.headBucket(request -> request.bucket(settings.bucket())));
            S3Lock.Complaint complaint = lock.complaint();
            return complaint == null
                    ? new LocationHealth(LocationHealth.State.HEALTHY, null, null, since(start))
                    : new LocationHealth(complaint.state(), complaint.words(), null, since(start));
        } catch (LocationFailure failure) {
            // HEAD has no body, so that "no such bucket" comes without its code.
            String reason = failure.fault() == LocationFault.NOT_FOUND ? where + " is not there" : failure.getMessage();
            return new LocationHealth(LocationHealth.State.DOWN, reason, null, since(start));
        }
    }

    @Override
    public int abortLeftovers(Predicate<String> abandoned) throws LocationFailure {
        return new S3Leftovers(client, settings, this, versions, where).remove(abandoned);
    }

    @Override
    public void close() {
        client.close();
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
