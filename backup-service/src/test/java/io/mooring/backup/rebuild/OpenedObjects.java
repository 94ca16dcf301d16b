package io.mooring.backup.rebuild;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationHealth;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** Remembers which objects were read. */
final class OpenedObjects implements BackupLocation {

    final List<String> opened = new CopyOnWriteArrayList<>();
    private final BackupLocation behind;

    OpenedObjects(BackupLocation behind) {
        this.behind = behind;
    }

    @Override
    public String id() {
        return behind.id();
    }

    @Override
    public LocationKind kind() {
        return behind.kind();
    }

    @Override
    public ObjectSink create(String key) throws LocationFailure, InterruptedException {
        return behind.create(key);
    }

    @Override
    public List<StoredObject> list(String prefix) throws LocationFailure {
        return behind.list(prefix);
    }

    @Override
    public InputStream open(String key) throws LocationFailure {
        opened.add(key);
        return behind.open(key);
    }

    @Override
    public void delete(String key) throws LocationFailure {
        behind.delete(key);
    }

    @Override
    public LocationHealth check() {
        return behind.check();
    }

    @Override
    public int abortLeftovers(Predicate<String> abandoned) throws LocationFailure {
        return behind.abortLeftovers(abandoned);
    }
}
