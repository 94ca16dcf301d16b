package io.mooring.backup.retention;

import io.micrometer.core.instrument.MeterRegistry;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.plan.BackupPlan;
import io.mooring.backup.plan.BackupPlans;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.outbox.Outbox;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Lets a plan's backups go that nothing keeps. Each is noted as let go before anything of it is deleted; a process that dies in
 * between finds the note again and goes on.
 */
@Component
final class PruneBackups implements JobHandler {

    static final String KIND = "prune";

    private static final Logger LOG = LoggerFactory.getLogger(PruneBackups.class);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** A clock that is wrong by years would let everything go that is old by it. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

    private final BackupPlans plans;
    private final WeighBackups weigh;
    private final RetainedBackups backups;
    private final DeleteBackup deleteBackup;
    private final NoteLocks noteLocks;
    private final Outbox outbox;
    private final InstantSource clock;
    private final MeterRegistry meters;

    PruneBackups(
            BackupPlans plans,
            WeighBackups weigh,
            RetainedBackups backups,
            DeleteBackup deleteBackup,
            NoteLocks noteLocks,
            Outbox outbox,
            InstantSource clock,
            MeterRegistry meters) {
        this.plans = plans;
        this.weigh = weigh;
        this.backups = backups;
        this.deleteBackup = deleteBackup;
        this.noteLocks = noteLocks;
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
        // A plan that is no longer in the settings is retired: its backups stay until somebody decides.
        BackupPlan plan = BlockingBridge.await(plans.find(job.subject()), PATIENCE);
        if (plan != null && clockIsRight()) {
            noteLocks.catchUp(plan.id());
            for (Decision decision :
                    Objects.requireNonNull(BlockingBridge.await(weigh.weigh(plan.id(), plan.retention()), PATIENCE))) {
                letGo(plan, decision, control);
            }
        }
        deleteWhatIsLetGo(job.subject(), control);
        control.finish(Mono.empty());
    }

    private void letGo(BackupPlan plan, Decision decision, JobControl control) {
        if (decision.cause() != null) {
            control.record(letGo(plan, decision.backup().runId()));
        }
    }

    /** Decided once more behind the lock: by now somebody may be reading it, or hold it. */
    private Mono<Boolean> letGo(BackupPlan plan, String runId) {
        return backups.lock(runId)
                .then(Mono.defer(() -> weigh.weigh(plan.id(), plan.retention())))
                .flatMapIterable(decisions -> decisions)
                .filter(decision -> decision.backup().runId().equals(runId) && decision.cause() != null)
                .concatMap(decision -> backups.expire(
                        runId,
                        Objects.requireNonNull(decision.cause()),
                        String.join(" ", decision.reasons()),
                        null,
                        clock.instant()))
                .reduce(false, Boolean::logicalOr);
    }

    private void deleteWhatIsLetGo(String planId, JobControl control) throws InterruptedException {
        List<Expiry> unfinished = Objects.requireNonNull(
                BlockingBridge.await(backups.unfinished(planId).collectList(), PATIENCE));
        for (Expiry expiry : unfinished) {
            try {
                note(expiry, deleteBackup.delete(expiry), control);
            } catch (StillLocked locked) {
                LOG.warn("Backup {} of plan {} stays: {}", expiry.runId(), planId, locked.getMessage());
                control.record(backups.keepAfterAll(expiry.runId()));
                noteLocks.stored(expiry.runId());
            }
        }
    }

    private void note(Expiry expiry, DeleteBackup.Deleted deleted, JobControl control) {
        Instant now = clock.instant();
        Mono<Void> noted = backups.deleted(expiry.runId(), now, deleted.freedBytes(), deleted.left());
        // The world hears of it once, however often a location has to be asked again.
        control.record(
                expiry.expiredAt() == null
                        ? noted.then(Mono.defer(() -> outbox.append(RetentionEvents.expired(expiry, deleted, now))))
                        : noted);
        BackupTelemetry.EXPIRED_BYTES.counter(meters).increment(deleted.freedBytes());
        if (expiry.expiredAt() == null) {
            LOG.info("Backup {} of plan {} is let go: {}", expiry.runId(), expiry.planId(), expiry.reason());
        } else if (deleted.left().isEmpty()) {
            LOG.info("What was left of backup {} of plan {} is deleted too", expiry.runId(), expiry.planId());
        }
    }

    private boolean clockIsRight() {
        Instant theirs = Objects.requireNonNull(BlockingBridge.await(backups.now(), PATIENCE));
        Duration apart = Duration.between(theirs, clock.instant()).abs();
        if (apart.compareTo(CLOCK_TOLERANCE) > 0) {
            LOG.error(
                    "Nothing is let go: the clocks of this host and of its database differ by {}. Set them right.",
                    apart);
            return false;
        }
        return true;
    }

    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        // The next prune of the plan begins anew.
        control.finish(Mono.empty());
    }
}
