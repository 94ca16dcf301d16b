package io.mooring.backup.plan;

import io.mooring.backup.Recurring;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.job.NewJob;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Adds jobs of one kind: one for each plan now and then, and one for a plan when somebody asks. One at a time for each plan. */
public final class QueueUpkeep extends Recurring {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final String kind;
    private final BackupPlans plans;
    private final Jobs jobs;
    private final TransactionalOperator transaction;

    public QueueUpkeep(String kind, Duration every, BackupPlans plans, Jobs jobs, TransactionalOperator transaction) {
        super("queue-" + kind, every);
        this.kind = kind;
        this.plans = plans;
        this.jobs = jobs;
        this.transaction = transaction;
    }

    /** The job's id; {@link Jobs.Busy} when one for the plan waits or runs. */
    public Mono<String> of(String planId) {
        return Mono.deferContextual(context -> {
            String id = UuidV7.system().next().toString();
            NewJob job = new NewJob(
                    id,
                    kind,
                    planId,
                    planId,
                    Correlation.current(context).orElse(id),
                    Traceparent.current(context).orElse(null));
            return transaction.transactional(jobs.add(job).thenReturn(id));
        });
    }

    @Override
    protected void look() {
        BlockingBridge.await(
                plans.all()
                        .collectList()
                        .flatMapIterable(all -> all)
                        .concatMap(plan -> of(plan.id()).onErrorResume(Jobs.Busy.class, busy -> Mono.empty()))
                        .then(),
                PATIENCE);
    }
}
