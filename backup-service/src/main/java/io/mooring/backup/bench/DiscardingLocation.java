package io.mooring.backup.bench;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationHealth;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Takes everything and keeps nothing. */
final class DiscardingLocation implements BackupLocation {

    @Override
    public String id() {
        return "discarding";
    }

    @Override
    public LocationKind kind() {
        return LocationKind.MEMORY;
    }

    @Override
    public ObjectSink create(String key) {
        return new ObjectSink() {
            @Override
            public void write(byte[] data, int offset, int length) {}

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
