package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterCanary;
import io.mooring.backup.source.ClusterServer;
import io.mooring.backup.source.SourceFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a canary at the source now and then. One thread writes them, another takes them to note them down: one that is not noted is never
 * looked for, so none may be noted before it is committed.
 */
final class WriteCanaries {

    private static final Logger LOG = LoggerFactory.getLogger(WriteCanaries.class);

    private final Duration every;
    private final AtomicReference<Optional<ClusterCanary>> written = new AtomicReference<>(Optional.empty());
    private long last;
    private boolean any;
    private boolean refused;

    /** @param every zero: none are written */
    WriteCanaries(Duration every) {
        this.every = every;
    }

    /** Writes one when it is time. Where the source does not take it, all else goes on without. */
    void tend(ClusterServer server) {
        if (every.isZero() || any && System.nanoTime() - last < every.toNanos()) {
            return;
        }
        any = true;
        last = System.nanoTime();
        try {
            server.commitCanary().ifPresent(canary -> written.set(Optional.of(canary)));
            refused = false;
        } catch (SourceFailure failure) {
            if (!refused) {
                LOG.warn("No canary is committed, so restore tests will not prove a time: {}", failure.getMessage());
            }
            refused = true;
        }
    }

    /** The newest that was written since this was asked last. */
    Optional<ClusterCanary> take() {
        return written.getAndSet(Optional.empty());
    }
}
