package io.mooring.testkit.s3;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One version of an object; without content a delete marker. */
final class Version {

    final String id;
    final byte @Nullable [] content;
    final Map<String, String> metadata;
    private volatile @Nullable Lock lock;

    Version(String id, byte @Nullable [] content, Map<String, String> metadata, @Nullable Lock lock) {
        this.id = id;
        this.content = content;
        this.metadata = metadata;
        this.lock = lock;
    }

    boolean isMarker() {
        return content == null;
    }

    @Nullable
    Lock lock() {
        return lock;
    }

    void lock(Lock next) {
        lock = next;
    }
}
