package io.mooring.backup.plan;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.BackupTelemetry;
import io.mooring.backup.Recurring;
import io.mooring.backup.run.BackupRuns;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.observability.TraceLater;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * Declares the plans at start and queues a run whenever one is due. However many due times passed while the service was down, one
 * run makes up for them.
 */
@Component
final class StartDueBackups extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(StartDueBackups.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final BackupSettings settings;
    private final BackupPlans plans;
    private final StartBackup startBackup;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final MeterRegistry meters;
    private final ObservationRegistry observations;

    StartDueBackups(
            BackupSettings settings,
            BackupPlans plans,
            StartBackup startBackup,
            TransactionalOperator transaction,
            InstantSource clock,
            MeterRegistry meters,
            ObservationRegistry observations) {
        super("due-backups", settings.runs().poll());
        this.settings = settings;
        this.plans = plans;
        this.startBackup = startBackup;
        this.transaction = transaction;
        this.clock = clock;
        this.meters = meters;
        this.observations = observations;
    }

    @Override
    protected void begin() {
        BlockingBridge.await(plans.declare(DeclaredPlans.of(settings), clock.instant()), PATIENCE);
    }

    @Override
    protected void look() {
        BlockingBridge.await(startDue(), PATIENCE);
    }

    /** Queues a run of every plan that is due now. */
    Mono<Void> startDue() {
        Instant now = clock.instant();
        return bringBack(now).then(Mono.defer(() -> startDue(now)));
    }

    /** A clock that went back leaves due times behind that may be days away, while those before them come once more. */
    private Mono<Void> bringBack(Instant now) {
        return plans.all()
                .collectList()
                .flatMapIterable(all -> all)
                .concatMap(plan -> Mono.justOrEmpty(DueTimes.broughtBack(plan.nextDueAt(), now, plan::dueAfter))
                        .flatMap(sooner -> plans.moveDue(plan, sooner)
                                .filter(Boolean::booleanValue)
                                .doOnNext(moved -> LOG.warn(
                                        "The clock went back: plan {} is due at {}, not at {}",
                                        plan.id(),
                                        sooner,
                                        plan.nextDueAt()))))
                .then();
    }

    private Mono<Void> startDue(Instant now) {
        return plans.due(now)
                .collectList()
                .flatMapIterable(due -> due)
                .concatMap(plan -> start(plan, now))
                .then();
    }

    /** The due time moves on and the run is there, or neither. */
    private Mono<Void> start(BackupPlan plan, Instant now) {
        return TraceLater.around(() -> BackupTelemetry.DUE.span(observations, null), queue(plan, now));
    }

    private Mono<Void> queue(BackupPlan plan, Instant now) {
        Instant next = plan.dueAfter(now).orElse(null);
        return plans.moveDue(plan, next)
                .filter(Boolean::booleanValue)
                .flatMap(moved -> startBackup.bySchedule(plan))
                .doOnNext(run -> count(plan, "started"))
                .as(transaction::transactional)
                .then()
                .onErrorResume(
                        BackupRuns.PlanBusy.class,
                        busy -> skip(plan, next, "still-running", "its last run still goes on"))
                .onErrorResume(
                        BackupRuns.QueueFull.class, full -> skip(plan, next, "refused", "too many runs wait already"));
    }

    /** Not silently: the plan's next run is at its next time, and the meter has an alert. */
    private Mono<Void> skip(BackupPlan plan, @Nullable Instant next, String outcome, String why) {
        LOG.warn("The backup of plan {} that was due at {} is left out: {}", plan.id(), plan.nextDueAt(), why);
        count(plan, outcome);
        return plans.moveDue(plan, next).then();
    }

    private void count(BackupPlan plan, String outcome) {
        BackupTelemetry.SCHEDULE_DUE
                .counter(meters, BackupTelemetry.OUTCOME, outcome, "plan", plan.id())
                .increment();
    }
}
