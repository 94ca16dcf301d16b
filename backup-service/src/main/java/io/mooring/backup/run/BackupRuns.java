package io.mooring.backup.run;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The runs there were and are. Whoever changes a run must hold its lease: a change by a former holder is refused, not merged.
 * Every method takes part in the caller's transaction.
 */
public interface BackupRuns {

    /**
     * Adds a queued run.
     *
     * @param queueLimit most runs that may wait
     * @return completes when it is there; {@link PlanBusy} when a run of the plan is queued or running, {@link QueueFull}
     */
    Mono<Void> add(BackupRun queued, int queueLimit);

    /** Starts the run that has waited longest and that nobody else is starting. Empty when none waits. */
    Mono<BackupRun> claim(Lease lease, Instant now);

    /** Takes one run whose lease ran out before {@code now}. Empty when there is none. */
    Mono<BackupRun> takeOver(Lease lease, Instant now);

    /**
     * Renews the lease and writes down how far the run is.
     *
     * @return the run as it is now, perhaps with a wish to cancel; empty when the lease is another's or the run is over
     */
    Mono<BackupRun> renew(String id, Lease lease, RunReport report);

    /**
     * Replaces a run by what became of it.
     *
     * @param before as read: state and lease owner must still be these
     * @return whether it was replaced
     */
    Mono<Boolean> change(BackupRun before, BackupRun after);

    /** Notes the wish to cancel a running run, the first one only. Empty when it is not running. */
    Mono<BackupRun> requestCancel(String id, Cancellation wish);

    Mono<BackupRun> find(String id);

    /** Newest first. */
    Flux<BackupRun> list(RunFilter filter);

    /** The newest run of each of these plans that has any. */
    Flux<BackupRun> newest(Collection<String> planIds);

    /**
     * When the plan last completed a backup, a partial one too. Empty when never. What was completed later than now was completed before the
     * clock went back, and does not count.
     */
    Mono<Instant> lastCompletedAt(String planId, Instant now);

    /** When a copy was last stored there. Empty when never. */
    Mono<Instant> lastStoredAt(String locationId);

    Mono<Void> keepManifest(String runId, byte[] manifest);

    /** The bytes of the manifest as they were stored at the locations. Empty when the run has none. */
    Mono<byte[]> manifest(String runId);

    /** How many runs wait. */
    Mono<Long> countQueued();

    /**
     * Which runs to list.
     *
     * @param planId only this plan's; null for all
     * @param state only those; null for all
     * @param olderThan only runs before the one with this id; null for the newest
     * @param limit at most so many
     */
    record RunFilter(
            @Nullable String planId,
            @Nullable RunState state,
            @Nullable String olderThan,
            int limit) {}

    /** A run of the plan is queued or running already. */
    final class PlanBusy extends RuntimeException {
        public PlanBusy(String planId) {
            super("a run of the plan " + planId + " is queued or running", null, false, false);
        }
    }

    /** Too many runs wait. */
    final class QueueFull extends RuntimeException {
        public QueueFull(int limit) {
            super(limit + " runs wait already", null, false, false);
        }
    }
}
