package io.mooring.backup.pipeline;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationHealth;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** Takes everything, keeps nothing, and takes its time for each block. */
final class ForgetfulLocation implements BackupLocation {

    private final String id;
    private final Duration perBlock;

    ForgetfulLocation(String id, Duration perBlock) {
        this.id = id;
        this.perBlock = perBlock;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public LocationKind kind() {
        return LocationKind.MEMORY;
    }

    @Override
    public ObjectSink create(String key) {
        return new ObjectSink() {
            @Override
            public void write(byte[] data, int offset, int length) {
                LockSupport.parkNanos(perBlock.toNanos());
            }

            @Override
            public void commit() {}

            @Override
            public void close() {}
        };
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return List.of();
    }

    @Override
    public InputStream open(String key) {
        return InputStream.nullInputStream();
    }

    @Override
    public void delete(String key) {}

    @Override
    public LocationHealth check() {
        return new LocationHealth(LocationHealth.State.HEALTHY, null, null, Duration.ZERO);
    }

    @Override
    public int abortLeftovers(Predicate<String> abandoned) {
        return 0;
    }
}
