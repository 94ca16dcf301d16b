package io.mooring.backup.run;

import io.mooring.backup.BackupTelemetry;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Ends runs whose owner died. The truth is in the locations: where a complete copy is, the run is completed from its manifest;
 * where none is, what is left is removed and the run failed.
 */
@Component
final class FailStalledRuns {

    private static final Logger LOG = LoggerFactory.getLogger(FailStalledRuns.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BackupRuns runs;
    private final RecordRuns record;
    private final FindStoredCopies findCopies;
    private final SweepLeftovers sweep;
    private final BackupStored stored;
    private final RunMeters meters;
    private final RunTrace trace;
    private final LeaseOwners owners;
    private final RunTiming timing;
    private final InstantSource clock;

    FailStalledRuns(
            BackupRuns runs,
            RecordRuns record,
            FindStoredCopies findCopies,
            SweepLeftovers sweep,
            BackupStored stored,
            RunMeters meters,
            RunTrace trace,
            LeaseOwners owners,
            RunTiming timing,
            InstantSource clock) {
        this.runs = runs;
        this.record = record;
        this.findCopies = findCopies;
        this.sweep = sweep;
        this.stored = stored;
        this.meters = meters;
        this.trace = trace;
        this.owners = owners;
        this.timing = timing;
        this.clock = clock;
    }

    /** Blocking. Ends all runs that stall now, one after the other. */
    void endAll() {
        for (BackupRun stalled = takeOver(); stalled != null; stalled = takeOver()) {
            BackupRun run = stalled;
            trace.during(BackupTelemetry.STALLED_RUN, run, () -> end(run));
        }
    }

    private @Nullable BackupRun takeOver() {
        Instant now = clock.instant();
        // Looking into slow locations takes longer than a heartbeat. Two who look at once change nothing twice.
        Lease lease = new Lease(owners.next(), now.plus(timing.lease().multipliedBy(2)));
        return BlockingBridge.await(runs.takeOver(lease, now), PATIENCE);
    }

    private void end(BackupRun stalled) {
        LOG.warn(
                "Run {} of plan {} has lost its owner",
                stalled.id(),
                stalled.request().planId());
        var found = findCopies.of(stalled);
        sweep.after(stalled, found.map(FindStoredCopies.Found::copies).orElse(stalled.copies()));
        try {
            BackupRun ended = Objects.requireNonNull(BlockingBridge.await(
                    found.map(copies -> record.completed(
                                    stalled, copies.manifest(), copies.manifestBytes(), copies.copies()))
                            .orElseGet(() -> withoutBackup(stalled)),
                    PATIENCE));
            meters.ended(ended, Map.of());
            LOG.warn(
                    "Run {} is {} after its owner died",
                    ended.id(),
                    ended.state().word());
            if (ended.state().hasBackup()) {
                stored.stored(ended.id());
            }
        } catch (LeaseLost another) {
            LOG.info("Run {} was ended by another instance", stalled.id());
        }
    }

    private Mono<BackupRun> withoutBackup(BackupRun stalled) {
        Cancellation wish = stalled.cancellation();
        return wish == null
                ? record.failed(stalled, RunFailure.serviceStopped())
                : record.cancelled(stalled, wish.by());
    }
}
