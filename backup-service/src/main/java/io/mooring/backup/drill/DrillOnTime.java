package io.mooring.backup.drill;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.DrillSettings;
import io.mooring.backup.Recurring;
import io.mooring.backup.drill.DrillDues.Due;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.plan.DueTimes;
import io.mooring.backup.plan.Schedule;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Starts the drills that the timetable wants: tests, one scenario after the other, the one longest not rehearsed first. However many due
 * times passed while the service was down, one drill makes up for them.
 */
@Component
final class DrillOnTime extends Recurring {

    private static final Logger LOG = LoggerFactory.getLogger(DrillOnTime.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final String BY = "backup-service";

    private final DrillSettings settings;
    private final Drills drills;
    private final DrillDues dues;
    private final RequestDrill request;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private final @Nullable Schedule schedule;

    DrillOnTime(
            BackupSettings settings,
            Drills drills,
            DrillDues dues,
            RequestDrill request,
            TransactionalOperator transaction,
            InstantSource clock) {
        super(
                "due-drills",
                settings.runs().poll().compareTo(PAUSE) > 0 ? settings.runs().poll() : PAUSE);
        this.settings = settings.drills();
        this.drills = drills;
        this.dues = dues;
        this.request = request;
        this.transaction = transaction;
        this.clock = clock;
        this.schedule =
                settings.plans().isEmpty() ? null : schedule(settings.drills().timetable());
    }

    private static @Nullable Schedule schedule(DrillSettings.Timetable timetable) {
        try {
            return timetable.enabled() ? Schedule.of(timetable.cron(), timetable.zone(), timetable.jitter()) : null;
        } catch (IllegalArgumentException fault) {
            throw new IllegalStateException("backup.drills.timetable: " + fault.getMessage(), fault);
        }
    }

    @Override
    protected void begin() {
        BlockingBridge.await(declare(), PATIENCE);
    }

    private Mono<Void> declare() {
        Schedule wanted = schedule;
        return wanted == null
                ? dues.declare("never", null)
                : dues.declare(
                        wanted.cron() + " " + wanted.zone() + " " + wanted.jitter(),
                        next(clock.instant()).orElse(null));
    }

    private Optional<Instant> next(Instant now) {
        return Optional.ofNullable(schedule).flatMap(wanted -> wanted.nextAfter(now, "drills"));
    }

    @Override
    protected void look() {
        try {
            BlockingBridge.await(startDue(), PATIENCE);
        } catch (ProblemException impossible) {
            LOG.warn("The drill that is due cannot be started: {}", impossible.getMessage());
        }
    }

    /** The due time moves on and the drill is queued, or neither; while another one goes on, it stays due. */
    Mono<Void> startDue() {
        Instant now = clock.instant();
        return dues.get(now)
                .flatMap(due -> due.nextDueAt() != null && !due.nextDueAt().isAfter(now)
                        ? start(due, now).then()
                        : bringBack(due, now).then())
                .onErrorResume(Jobs.Busy.class, busy -> Mono.empty());
    }

    private Mono<Boolean> bringBack(Due due, Instant now) {
        return Mono.justOrEmpty(DueTimes.broughtBack(due.nextDueAt(), now, this::next))
                .flatMap(sooner -> dues.bringBack(due, sooner, now));
    }

    private Mono<Drill> start(Due due, Instant now) {
        return dues.move(due, next(now).orElse(null))
                .filter(Boolean::booleanValue)
                .flatMap(moved -> longestNotRehearsed())
                .flatMap(scenario -> request.of(scenario, DrillMode.TEST, null, BY, true))
                .as(transaction::transactional);
    }

    private Mono<Scenario> longestNotRehearsed() {
        record Last(Scenario scenario, Instant at) {}
        List<Scenario> wanted = Arrays.stream(Scenario.values())
                .filter(scenario ->
                        settings.scenarios().isEmpty() || settings.scenarios().contains(scenario.word()))
                .toList();
        return Flux.fromIterable(wanted)
                .concatMap(scenario ->
                        drills.lastDone(scenario).defaultIfEmpty(Instant.MIN).map(at -> new Last(scenario, at)))
                .collectList()
                .map(all -> all.stream()
                        .min(Comparator.comparing(Last::at))
                        .orElseThrow()
                        .scenario());
    }
}
