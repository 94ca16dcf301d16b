package io.mooring.backup.wal;

import io.mooring.backup.Recurring;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.job.NewJob;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Sees to it that there is a job for each plan that receives WAL, also when the last one was given up. */
@Component
final class StartReceiving extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(StartReceiving.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration EVERY = Duration.ofSeconds(30);

    private final WalTasks tasks;
    private final Jobs jobs;

    StartReceiving(WalTasks tasks, Jobs jobs) {
        super("start-receiving", EVERY);
        this.tasks = tasks;
        this.jobs = jobs;
    }

    @Override
    protected void look() {
        tasks.planIds().forEach(this::startOne);
    }

    private void startOne(String planId) {
        String id = UuidV7.system().next().toString();
        try {
            BlockingBridge.await(jobs.add(new NewJob(id, ReceiveWalOfPlan.KIND, planId, planId, id, null)), PATIENCE);
        } catch (Jobs.Busy thereIsOne) {
            LOG.debug("The WAL of plan {} is being received", planId);
        } catch (RuntimeException unreachable) {
            LOG.warn("Receiving the WAL of plan {} cannot be started yet: {}", planId, unreachable.getMessage());
        }
    }
}
