package io.mooring.backup.verify;

import io.mooring.backup.location.BackupLocation;
import io.mooring.backup.location.LocationFailure;
import io.mooring.backup.location.LocationHealth;
import io.mooring.backup.location.LocationKind;
import io.mooring.backup.location.ObjectSink;
import io.mooring.backup.location.StoredObject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;

/** A location that is read no faster than allowed. Nothing is written through it. */
final class PacedLocation implements BackupLocation {

    private final BackupLocation location;
    private final ReadingPace pace;
    private final LongConsumer counted;

    /** @param counted is told of bytes as they are read */
    PacedLocation(BackupLocation location, ReadingPace pace, LongConsumer counted) {
        this.location = location;
        this.pace = pace;
        this.counted = counted;
    }

    @Override
    public String id() {
        return location.id();
    }

    @Override
    public LocationKind kind() {
        return location.kind();
    }

    @Override
    public InputStream open(String key) throws LocationFailure {
        return new Paced(location.open(key));
    }

    @Override
    public List<StoredObject> list(String prefix) throws LocationFailure {
        return location.list(prefix);
    }

    @Override
    public LocationHealth check() {
        return location.check();
    }

    @Override
    public ObjectSink create(String key) {
        throw new UnsupportedOperationException("a verification writes nothing");
    }

    @Override
    public void delete(String key) {
        throw new UnsupportedOperationException("a verification deletes nothing");
    }

    @Override
    public int abortLeftovers(Predicate<String> abandoned) {
        throw new UnsupportedOperationException("a verification deletes nothing");
    }

    private final class Paced extends FilterInputStream {

        private Paced(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            passed(one < 0 ? -1 : 1);
            return one;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = super.read(target, offset, length);
            passed(n);
            return n;
        }

        private void passed(int n) throws InterruptedIOException {
            if (n <= 0) {
                return;
            }
            counted.accept(n);
            try {
                pace.pass(n);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("stopped while reading");
            }
        }
    }
}
