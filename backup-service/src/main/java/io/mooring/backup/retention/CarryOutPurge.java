package io.mooring.backup.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.approval.Decision;
import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.retention.PurgeItem.Fate;
import io.mooring.backup.run.LetGo;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Deletes what a purge was approved for. As when pruning, each backup is noted as let go before anything of it is deleted, the newest first, so
 * that none that is left refers to one that is gone; a process that dies in between finds the notes again and goes on.
 */
@Component
final class CarryOutPurge implements JobHandler {

    static final String KIND = "purge";

    private static final Logger LOG = LoggerFactory.getLogger(CarryOutPurge.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Purges purges;
    private final RetainedBackups backups;
    private final DecidePurge decide;
    private final NoteLocks noteLocks;
    private final DeleteLetGo deleteLetGo;
    private final Outbox outbox;
    private final InstantSource clock;
    private final MeterRegistry meters;

    CarryOutPurge(
            Purges purges,
            RetainedBackups backups,
            DecidePurge decide,
            NoteLocks noteLocks,
            DeleteLetGo deleteLetGo,
            Outbox outbox,
            InstantSource clock,
            MeterRegistry meters) {
        this.purges = purges;
        this.backups = backups;
        this.decide = decide;
        this.noteLocks = noteLocks;
        this.deleteLetGo = deleteLetGo;
        this.outbox = outbox;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrent() {
        return 1;
    }

    @Override
    public void carryOut(Job job, JobControl control) throws InterruptedException {
        Purge purge = BlockingBridge.await(purges.find(job.id()), PATIENCE);
        if (purge == null || purge.state() != PurgeState.DELETING) {
            control.finish(Mono.empty());
            return;
        }
        noteLocks.catchUp(job.subject());
        for (String runId : purge.going()) {
            control.record(letGo(purge, runId));
        }
        deleteLetGo.ofPlan(job.subject(), control);
        end(purge, purge.completed(outcome(purge), clock.instant()), control);
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        Purge purge = BlockingBridge.await(purges.find(job.id()), PATIENCE);
        if (purge == null || purge.state() != PurgeState.DELETING) {
            control.finish(Mono.empty());
            return;
        }
        String why = "The backup service made a mistake: " + cause.getClass().getSimpleName()
                + ". Its log tells more; what was let go already is deleted by the next prune.";
        end(purge, purge.failed(outcome(purge), why, clock.instant()), control);
    }

    /** Decided once more behind the lock: by now somebody may be reading it, or hold it. */
    private Mono<Boolean> letGo(Purge purge, String runId) {
        Decision decision = Objects.requireNonNull(purge.decision());
        PurgeRequest asked = purge.request();
        Grounds grounds = Grounds.asked(asked.reason(), asked.requestedBy(), decision.by());
        return backups.lock(runId)
                .then(Mono.defer(() -> decide.now(purge)))
                .flatMapIterable(items -> items)
                .filter(item -> item.runId().equals(runId) && item.goes())
                .concatMap(item -> backups.expire(runId, grounds, clock.instant()))
                .reduce(false, Boolean::logicalOr);
    }

    private List<PurgeItem> outcome(Purge purge) {
        List<String> ids = purge.items().stream().map(PurgeItem::runId).toList();
        Map<String, LetGo> gone = Objects.requireNonNull(BlockingBridge.await(backups.among(ids), PATIENCE));
        List<PurgeItem> here = Objects.requireNonNull(BlockingBridge.await(decide.now(purge), PATIENCE));
        return purge.items().stream()
                .map(item -> outcome(item, gone.get(item.runId()), here))
                .toList();
    }

    private static PurgeItem outcome(PurgeItem item, @Nullable LetGo letGo, List<PurgeItem> here) {
        if (letGo == null) {
            List<String> reasons = here.stream()
                    .filter(now -> now.runId().equals(item.runId()) && !now.goes())
                    .findFirst()
                    .map(PurgeItem::reasons)
                    .orElse(item.goes() ? List.of("A location refused to delete it.") : item.reasons());
            return new PurgeItem(item.runId(), item.takenAt(), Fate.STAYS, reasons);
        }
        List<String> remaining = letGo.remaining().stream()
                .map(at -> "Something is left at " + at.locationId() + ": " + at.problem())
                .toList();
        return new PurgeItem(item.runId(), item.takenAt(), remaining.isEmpty() ? Fate.GONE : Fate.REMAINS, remaining);
    }

    private void end(Purge before, Purge after, JobControl control) {
        Instant at = Objects.requireNonNull(after.finishedAt());
        control.finish(purges.change(before, after)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("the purge was changed meanwhile")))
                .flatMap(changed ->
                        outbox.append(PurgeEvents.carriedOut(after, at)).thenReturn(true)));
        BackupTelemetry.PURGES_ENDED
                .counter(meters, BackupTelemetry.STATE, after.state().word())
                .increment();
        LOG.info(
                "Purge {} of plan {} is {}",
                after.id(),
                after.request().planId(),
                after.state().word());
    }
}
