package io.mooring.backup.location;

import java.io.InputStream;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** A location that stops taking data at a point, until it is let go on: so that a test can act exactly there. */
public final class GatedLocation implements BackupLocation {

    private final BackupLocation behind;
    private final String atName;
    private final long afterBytes;
    private final AtomicLong written = new AtomicLong();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    private GatedLocation(BackupLocation behind, String atName, long afterBytes) {
        this.behind = behind;
        this.atName = atName;
        this.afterBytes = afterBytes;
    }

    /** Stops once so many bytes have been written. */
    public static GatedLocation afterBytes(BackupLocation behind, long bytes) {
        return new GatedLocation(behind, "", bytes);
    }

    /** Stops after the object of that name has been committed. */
    public static GatedLocation afterCommitOf(BackupLocation behind, String name) {
        return new GatedLocation(behind, name, Long.MAX_VALUE);
    }

    public void awaitReached() throws InterruptedException {
        reached.await();
    }

    public void open() {
        open.countDown();
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
        return new Sink(key, behind.create(key));
    }

    @Override
    public List<StoredObject> list(String prefix) throws LocationFailure {
        return behind.list(prefix);
    }

    @Override
    public InputStream open(String key) throws LocationFailure {
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

    private void pass() throws InterruptedException {
        reached.countDown();
        open.await();
    }

    private final class Sink implements ObjectSink {

        private final String key;
        private final ObjectSink sink;

        Sink(String key, ObjectSink sink) {
            this.key = key;
            this.sink = sink;
        }

        @Override
        public void write(byte[] data, int offset, int length) throws LocationFailure, InterruptedException {
            sink.write(data, offset, length);
            if (written.addAndGet(length) >= afterBytes) {
                pass();
            }
        }

        @Override
        public void commit() throws LocationFailure, InterruptedException {
            sink.commit();
            if (key.endsWith("/" + atName)) {
                pass();
            }
        }

        @Override
        public void close() {
            sink.close();
        }
    }
}
