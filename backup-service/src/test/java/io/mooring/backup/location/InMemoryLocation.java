package io.mooring.backup.location;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;

/** Objects in memory, by the same contract as the real ones. */
public final class InMemoryLocation implements BackupLocation {

    private final String id;
    private final Map<String, byte[]> objects = new ConcurrentSkipListMap<>();
    private final Set<String> unfinished = ConcurrentHashMap.newKeySet();

    public InMemoryLocation(String id) {
        this.id = id;
    }

    /** Keys that were begun and neither committed nor closed. */
    public Set<String> unfinished() {
        return unfinished;
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
    public ObjectSink create(String key) throws LocationFailure {
        ObjectKeys.requireKey(key);
        if (objects.containsKey(key)) {
            throw taken(key);
        }
        unfinished.add(key);
        return new Sink(key);
    }

    @Override
    public List<StoredObject> list(String prefix) {
        return objects.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(entry -> new StoredObject(entry.getKey(), entry.getValue().length))
                .toList();
    }

    @Override
    public InputStream open(String key) throws LocationFailure {
        byte[] bytes = objects.get(ObjectKeys.requireKey(key));
        if (bytes == null) {
            throw new LocationFailure(LocationFault.NOT_FOUND, "there is no " + key);
        }
        return new ByteArrayInputStream(bytes);
    }

    @Override
    public void delete(String key) {
        objects.remove(ObjectKeys.requireKey(key));
    }

    @Override
    public LocationHealth check() {
        return new LocationHealth(LocationHealth.State.HEALTHY, null, null, Duration.ZERO);
    }

    @Override
    public int abortLeftovers(Predicate<String> abandoned) {
        List<String> orphans = new ArrayList<>(objects.keySet());
        orphans.removeIf(key -> objects.containsKey(folder(key) + ObjectKeys.MANIFEST));
        orphans.removeIf(key -> !abandoned.test(ObjectKeys.runOf(key)));
        orphans.forEach(objects::remove);
        List<String> begun = unfinished.stream()
                .filter(key -> abandoned.test(ObjectKeys.runOf(key)))
                .toList();
        begun.forEach(unfinished::remove);
        return orphans.size() + begun.size();
    }

    private static String folder(String key) {
        return key.substring(0, key.lastIndexOf('/') + 1);
    }

    private static LocationFailure taken(String key) {
        return new LocationFailure(LocationFault.EXISTS, key + " exists already");
    }

    private final class Sink implements ObjectSink {

        private final String key;
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

        Sink(String key) {
            this.key = key;
        }

        @Override
        public void write(byte[] data, int offset, int length) throws InterruptedException {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            bytes.write(data, offset, length);
        }

        @Override
        public void commit() throws LocationFailure {
            if (objects.putIfAbsent(key, bytes.toByteArray()) != null) {
                throw taken(key);
            }
            unfinished.remove(key);
        }

        @Override
        public void close() {
            unfinished.remove(key);
        }
    }
}
