package io.mooring.backup.wal;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.job.Job;
import io.mooring.backup.job.JobControl;
import io.mooring.backup.job.JobHandler;
import io.mooring.backup.job.JobLost;
import io.mooring.platform.events.outbox.Outbox;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Receives a plan's WAL for as long as the plan is declared: a job that only ends with its plan. */
@Component
final class ReceiveWalOfPlan implements JobHandler {

    static final String KIND = "receive-wal";

    private static final Logger LOG = LoggerFactory.getLogger(ReceiveWalOfPlan.class);

    private final WalTasks tasks;
    private final WalRows rows;
    private final Outbox outbox;
    private final FindBaseBackups baseBackups;
    private final BackupSettings settings;
    private final InstantSource clock;
    private final WalMeters meters;

    ReceiveWalOfPlan(
            WalTasks tasks,
            WalRows rows,
            Outbox outbox,
            FindBaseBackups baseBackups,
            BackupSettings settings,
            InstantSource clock,
            WalMeters meters) {
        this.tasks = tasks;
        this.rows = rows;
        this.outbox = outbox;
        this.baseBackups = baseBackups;
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public int concurrent() {
        return tasks.planIds().size();
    }

    @Override
    public void carryOut(Job job, JobControl control) throws InterruptedException {
        Optional<WalTask> task = tasks.of(job.subject());
        if (task.isEmpty()) {
            LOG.info(
                    "The plan {} does not receive WAL any more; its slot on the server stays until it is dropped",
                    job.subject());
            control.finish(Mono.just(true));
            return;
        }
        new ReceiveWal(task.get(), rows, outbox, control, clock, meters, baseBackups)
                .run(settings.runs().sweep());
    }

    /** Never for good: as long as the plan is declared, the next start tries again. */
    @Override
    public void giveUp(Job job, JobControl control, RuntimeException cause) {
        if (!(cause instanceof JobLost)) {
            LOG.error("Receiving the WAL of plan {} broke too often", job.subject(), cause);
        }
        control.finish(Mono.just(true));
    }
}
