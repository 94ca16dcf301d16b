package io.mooring.backup.fresh;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.plan.BackupPlan;
import io.mooring.backup.plan.BackupPlans;
import io.mooring.backup.plan.Schedule;
import io.mooring.backup.run.BackupRuns;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Enabled plans with a schedule want a backup at each of its times; a partial one counts, and is told by itself. */
@Component
final class ExpectBackups implements Expectations {

    private final BackupPlans plans;
    private final BackupRuns runs;
    private final Duration grace;

    ExpectBackups(BackupPlans plans, BackupRuns runs, BackupSettings settings) {
        this.plans = plans;
        this.runs = runs;
        this.grace = settings.overdue().backup();
    }

    @Override
    public Flux<Expected> at(Instant now) {
        return plans.all()
                .collectList()
                .flatMapIterable(all -> all)
                .filter(BackupPlan::enabled)
                .concatMap(plan -> of(plan, now));
    }

    private Mono<Expected> of(BackupPlan plan, Instant now) {
        Schedule schedule = plan.schedule();
        return schedule == null
                ? Mono.empty()
                : runs.lastCompletedAt(plan.id(), now)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(last -> of(plan, schedule, last.orElse(null)));
    }

    private Expected of(BackupPlan plan, Schedule schedule, @Nullable Instant last) {
        return new Expected(
                plan.id(), plan.name(), Expected.Kind.BACKUP, last, grace, from -> schedule.nextAfter(from, plan.id()));
    }
}
