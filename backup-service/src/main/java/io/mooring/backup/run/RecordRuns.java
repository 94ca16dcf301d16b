package io.mooring.backup.run;

import io.mooring.backup.known.CommitTree;
import io.mooring.backup.manifest.Manifest;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Changes a run and tells of it in one transaction: both are true afterwards, or neither. */
@Component
public final class RecordRuns {

    private final BackupRuns runs;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final CommitTree commitTree;
    private final RunTrace trace;
    private final InstantSource clock;

    RecordRuns(
            BackupRuns runs,
            Outbox outbox,
            TransactionalOperator transaction,
            CommitTree commitTree,
            RunTrace trace,
            InstantSource clock) {
        this.runs = runs;
        this.outbox = outbox;
        this.transaction = transaction;
        this.commitTree = commitTree;
        this.trace = trace;
        this.clock = clock;
    }

    /** Starts the run that has waited longest. Empty when none waits. */
    Mono<BackupRun> start(Lease lease) {
        return Mono.defer(() -> runs.claim(lease, clock.instant()))
                .flatMap(run -> publish(run, RunEvents.started(run)))
                .as(transaction::transactional);
    }

    /**
     * There is a backup.
     *
     * @param copies what each location holds; one at least is stored
     * @return the run as it ended, or {@link LeaseLost}
     */
    Mono<BackupRun> completed(BackupRun run, Manifest manifest, byte[] manifestBytes, List<RunCopy> copies) {
        RunProgress made = new RunProgress(
                manifest.data().sourceBytes(),
                manifest.data().storedBytes(),
                run.progress().estimatedSourceBytes(),
                null,
                null);
        BackupRun after = run.completed(made, copies, MadeBackup.of(manifest), clock.instant());
        return replace(run, after)
                .then(Mono.defer(() -> runs.keepManifest(run.id(), manifestBytes)))
                .then(Mono.defer(() -> manifest.files() == null ? Mono.empty() : commitTree.commit(run.id())))
                .then(Mono.defer(() -> publish(after, RunEvents.completed(after, manifest))))
                .as(transaction::transactional);
    }

    /**
     * A copy that was missing is there now. Whoever listens hears of the backup once more, with all copies that it has.
     *
     * @param partial as read; when it was changed meanwhile {@link LeaseLost}
     */
    public Mono<BackupRun> madeUp(BackupRun partial, Manifest manifest, String locationId) {
        RunCopy stored = partial.copies().stream()
                .filter(copy -> copy.locationId().equals(locationId))
                .findFirst()
                .orElseThrow()
                .stored(manifest.data().storedBytes());
        BackupRun after = partial.madeUp(stored, MadeBackup.of(manifest));
        return replace(partial, after)
                .then(Mono.defer(() -> publish(after, RunEvents.completed(after, manifest))))
                .as(transaction::transactional);
    }

    /** There is none. The run as it ended, or {@link LeaseLost}. */
    Mono<BackupRun> failed(BackupRun run, RunFailure why) {
        return withoutBackup(run, run.failed(why, clock.instant()));
    }

    /** A person did not want it any more. The run as it ended, or {@link LeaseLost}. */
    Mono<BackupRun> cancelled(BackupRun run, String by) {
        Instant now = clock.instant();
        BackupRun wished = run.cancellation() == null ? run.cancelRequested(new Cancellation(by, now)) : run;
        return withoutBackup(run, wished.cancelled(by, now));
    }

    private Mono<BackupRun> withoutBackup(BackupRun before, BackupRun after) {
        return replace(before, after)
                .then(Mono.defer(() -> runs.lastCompletedAt(after.request().planId(), clock.instant())))
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(last -> publish(after, RunEvents.failed(after, before.phase(), last.orElse(null))))
                .as(transaction::transactional);
    }

    private Mono<Void> replace(BackupRun before, BackupRun after) {
        return Mono.defer(() -> runs.change(before, after))
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new LeaseLost(before.id())))
                .then();
    }

    private Mono<BackupRun> publish(BackupRun run, OutgoingEvent event) {
        return trace.within(run, outbox.append(event)).thenReturn(run);
    }
}
