package io.mooring.backup.retention;

import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.plan.BackupPlan;
import io.mooring.backup.plan.BackupPlans;
import io.mooring.platform.events.BlockingBridge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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
    private final DeleteLetGo deleteLetGo;
    private final NoteLocks noteLocks;
    private final InstantSource clock;

    PruneBackups(
            BackupPlans plans,
            WeighBackups weigh,
            RetainedBackups backups,
            DeleteLetGo deleteLetGo,
            NoteLocks noteLocks,
            InstantSource clock) {
        this.plans = plans;
        this.weigh = weigh;
        this.backups = backups;
        this.deleteLetGo = deleteLetGo;
        this.noteLocks = noteLocks;
        this.clock = clock;
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
        deleteLetGo.ofPlan(job.subject(), control);
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
                .concatMap(decision -> backups.expire(runId, Grounds.of(decision), clock.instant()))
                .reduce(false, Boolean::logicalOr);
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
