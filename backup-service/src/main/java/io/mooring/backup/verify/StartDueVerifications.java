package io.mooring.backup.verify;

import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.plan.DueTimes;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.run.BackupRuns.RunFilter;
import io.mooring.backup.run.LetGoBackups;
import io.mooring.backup.verify.VerificationDues.Due;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Queues what is due: checksums of small backups right after they were made, of all backups by the timetable, a restore test of the
 * newest one by the timetable. However many due times passed while the service was down, one verification makes up for them.
 */
@Component
final class StartDueVerifications {

    private static final Logger LOG = LoggerFactory.getLogger(StartDueVerifications.class);

    /** More runs do not end between two looks; what was missed for so long is for the timetable. */
    private static final int LATEST = 50;

    private static final Duration LATELY = Duration.ofDays(1);

    /** A page of runs; a plan keeps hundreds, perhaps thousands. */
    private static final int PAGE = 200;

    private final BackupSettings settings;
    private final BackupRuns runs;
    private final LetGoBackups letGo;
    private final Verifications verifications;
    private final VerificationDues dues;
    private final Timetables timetables;
    private final RequestVerification request;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    StartDueVerifications(
            BackupSettings settings,
            BackupRuns runs,
            LetGoBackups letGo,
            Verifications verifications,
            VerificationDues dues,
            Timetables timetables,
            RequestVerification request,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.settings = settings;
        this.runs = runs;
        this.letGo = letGo;
        this.verifications = verifications;
        this.dues = dues;
        this.timetables = timetables;
        this.request = request;
        this.transaction = transaction;
        this.clock = clock;
    }

    Mono<Void> declare() {
        return dues.declare(timetables.after(clock.instant()));
    }

    /** Queues a verification for everything that is due now. */
    Mono<Void> startDue() {
        Instant now = clock.instant();
        return dues.all()
                .collectList()
                .flatMapIterable(list -> list)
                .concatMap(due -> due.nextDueAt() != null && !due.nextDueAt().isAfter(now)
                        ? start(due, now)
                        : bringBack(due, now).then())
                .then();
    }

    private Mono<Boolean> bringBack(Due due, Instant now) {
        return Mono.justOrEmpty(DueTimes.broughtBack(due.nextDueAt(), now, from -> timetables.next(due, from)))
                .flatMap(sooner -> dues.bringBack(due, sooner, now));
    }

    /** The due time moves on and the verifications are queued, or neither. */
    private Mono<Void> start(Due due, Instant now) {
        return dues.move(due, timetables.next(due, now).orElse(null))
                .filter(Boolean::booleanValue)
                .flatMapMany(moved -> subjects(due))
                .concatMap(run -> queue(run, due.kind(), VerificationTrigger.SCHEDULE))
                .then()
                .as(transaction::transactional);
    }

    /** All backups are read again; one is restored, the newest. */
    private Flux<BackupRun> subjects(Due due) {
        Flux<BackupRun> backups = backups(due.planId(), null);
        return switch (due.kind()) {
            // Oldest first, as retention locks them: each waits for the other at most, never both.
            case CHECKSUMS -> backups.sort(Comparator.comparing(BackupRun::id));
            case RESTORE_TEST ->
                backups.take(1)
                        .switchIfEmpty(Mono.fromRunnable(() ->
                                LOG.warn("The restore test of plan {} is due, but it has no backup", due.planId())));
        };
    }

    private Flux<BackupRun> backups(String planId, @org.jspecify.annotations.Nullable String olderThan) {
        return runs.list(new RunFilter(planId, null, olderThan, PAGE))
                .collectList()
                .flatMapMany(page -> {
                    Flux<BackupRun> here = stillThere(page);
                    return page.size() < PAGE
                            ? here
                            : here.concatWith(Flux.defer(
                                    () -> backups(planId, page.getLast().id())));
                });
    }

    /** Of one that is let go nothing is left to test: the next older one is. */
    private Flux<BackupRun> stillThere(List<BackupRun> page) {
        List<BackupRun> backups =
                page.stream().filter(run -> run.state().hasBackup()).toList();
        return letGo.among(backups.stream().map(BackupRun::id).toList()).flatMapIterable(gone -> backups.stream()
                .filter(run -> !gone.containsKey(run.id()))
                .toList());
    }

    /** Queues checksums of what was backed up lately, is small, and was never read again. */
    Mono<Void> startAfterRuns() {
        Instant now = clock.instant();
        long most = settings.verification().afterRunUpTo().toBytes();
        if (most == 0) {
            return Mono.empty();
        }
        return runs.list(new RunFilter(null, null, null, LATEST))
                .filter(run -> run.state().hasBackup() && run.progress().storedBytes() <= most)
                .filter(run -> Objects.requireNonNull(run.finishedAt()).isAfter(now.minus(LATELY)))
                .filter(run -> settings.plans().stream().anyMatch(isOf(run)))
                .collectList()
                .filter(list -> !list.isEmpty())
                .flatMapMany(this::neverRead)
                .concatMap(run -> queue(run, VerificationKind.CHECKSUMS, VerificationTrigger.AFTER_RUN))
                .then();
    }

    private static Predicate<PlanSettings> isOf(BackupRun run) {
        return plan -> plan.id().equals(run.request().planId());
    }

    private Flux<BackupRun> neverRead(List<BackupRun> candidates) {
        return verifications
                .neverVerified(candidates.stream().map(BackupRun::id).toList(), VerificationKind.CHECKSUMS)
                .collectList()
                .flatMapIterable(ids -> candidates.stream()
                        .filter(run -> ids.contains(run.id()))
                        .toList());
    }

    /** One that waits or runs already is as good as the one that is due; of a backup that is let go nothing is left to read. */
    private Mono<Verification> queue(BackupRun run, VerificationKind kind, VerificationTrigger trigger) {
        return verifications
                .list(new Verifications.VerificationFilter(null, run.id(), kind, null, 1))
                .filter(newest -> !newest.state().isOver())
                // Read to the end: a query that is given up half read would hand its connection on in that state.
                .collectList()
                .flatMap(waiting -> waiting.isEmpty() ? letGo.keep(run.id()) : Mono.just(false))
                .flatMap(wanted -> wanted ? request.of(run, kind, null, trigger, null) : Mono.empty())
                .onErrorResume(Jobs.Busy.class, busy -> Mono.empty());
    }
}
