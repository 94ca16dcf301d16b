package io.mooring.backup.wal;

import io.mooring.backup.source.ClusterCanary;
import io.mooring.backup.source.ClusterServer;
import io.mooring.backup.source.SourceFailure;
import io.mooring.backup.source.SourceFault;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits a canary at the source now and then. One thread writes them, another takes them to note them down: one that is not noted is never
 * looked for, so none may be noted before it is committed.
 */
final class WriteCanaries {

    private static final Logger LOG = LoggerFactory.getLogger(WriteCanaries.class);

    /** When it is not known what became of the last one. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    /** Of a server. */
    interface Commit {
        /** Empty on a standby. */
        Optional<ClusterCanary> canary() throws SourceFailure;
    }

    private final Duration every;
    private final InstantSource clock;
    private final AtomicReference<Optional<ClusterCanary>> written = new AtomicReference<>(Optional.empty());
    private volatile CanaryReport report;
    private @Nullable Instant refusedSince;
    private long next = System.nanoTime();

    /**
     * @param every zero: none are written
     * @param clock tells since when they are refused
     */
    WriteCanaries(Duration every, InstantSource clock) {
        this.every = every;
        this.clock = clock;
        this.report = every.isZero() ? CanaryReport.OFF : CanaryReport.UNTRIED;
    }

    /** A refusal stands, also for whoever goes on, until it is taken back. Before the first one is written. */
    void goOnFrom(CanaryReport before) {
        if (!every.isZero() && before.since() != null) {
            refusedSince = before.since();
            report = before;
        }
    }

    /** Writes one when it is time. Where the source does not take it, all else goes on without. */
    void tend(ClusterServer server) {
        tend(server::commitCanary);
    }

    void tend(Commit commit) {
        if (every.isZero() || System.nanoTime() - next < 0) {
            return;
        }
        Duration wait = every;
        try {
            Optional<ClusterCanary> canary = commit.canary();
            canary.ifPresent(one -> written.set(Optional.of(one)));
            refusedSince = null;
            report = canary.isPresent() ? CanaryReport.COMMITTED : CanaryReport.STANDBY;
        } catch (SourceFailure failure) {
            if (failure.fault() == SourceFault.UNREACHABLE) {
                report = report.state() == CanaryReport.State.REFUSED ? report : CanaryReport.unknown(words(failure));
                wait = every.compareTo(AGAIN) < 0 ? every : AGAIN;
            } else {
                report = refused(failure);
            }
        }
        next = System.nanoTime() + wait.toNanos();
    }

    private CanaryReport refused(SourceFailure failure) {
        Instant since = refusedSince == null ? clock.instant() : refusedSince;
        if (report.state() != CanaryReport.State.REFUSED) {
            LOG.warn(
                    "No canary is committed, so restore tests will not prove a time: {} {}",
                    words(failure),
                    failure.remedy());
        }
        refusedSince = since;
        return new CanaryReport(CanaryReport.State.REFUSED, since, words(failure), failure.remedy());
    }

    private static String words(SourceFailure failure) {
        return String.valueOf(failure.getMessage());
    }

    /** How it stands with them. */
    CanaryReport report() {
        return report;
    }

    /** The newest that was written since this was asked last. */
    Optional<ClusterCanary> take() {
        return written.getAndSet(Optional.empty());
    }
}
