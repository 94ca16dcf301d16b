package io.mooring.backup.fresh;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.plan.BackupPlan;
import io.mooring.backup.plan.BackupPlans;
import io.mooring.backup.verify.RestoreTestTimetable;
import io.mooring.backup.verify.VerifiedRuns;
import io.mooring.backup.verify.VerifiedRuns.VerifiedRun;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A restore test counts when it proved a backup: one that failed has not happened, whatever else was told of it. */
@Component
final class ExpectRestoreTests implements Expectations {

    private final BackupPlans plans;
    private final RestoreTestTimetable timetable;
    private final VerifiedRuns verifiedRuns;
    private final Duration grace;

    ExpectRestoreTests(
            BackupPlans plans, RestoreTestTimetable timetable, VerifiedRuns verifiedRuns, BackupSettings settings) {
        this.plans = plans;
        this.timetable = timetable;
        this.verifiedRuns = verifiedRuns;
        this.grace = settings.overdue().restoreTest();
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
        return verifiedRuns
                .verified(plan.id())
                .filter(VerifiedRun::proven)
                .map(VerifiedRun::verifiedAt)
                .filter(done -> !done.isAfter(now))
                .collectList()
                .map(times -> times.stream().max(Comparator.naturalOrder()))
                .map(last -> new Expected(
                        plan.id(),
                        plan.name(),
                        Expected.Kind.RESTORE_TEST,
                        last.orElse(null),
                        grace,
                        from -> next(plan, from)));
    }

    private Optional<Instant> next(BackupPlan plan, Instant from) {
        return timetable.nextRestoreTest(plan.id(), from);
    }
}
