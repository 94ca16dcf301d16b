package io.mooring.backup.retention;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.approval.AwaitingApproval;
import io.mooring.backup.approval.Decision;
import io.mooring.backup.approval.Undecided;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.job.NewJob;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.web.problem.ProblemException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What people say to a purge that waits: agree, refuse, take it back. Or nobody says anything, and it ends. */
@Component
final class DecidePurge implements AwaitingApproval {

    private final Purges purges;
    private final WeighBackups weigh;
    private final Jobs jobs;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    DecidePurge(
            Purges purges,
            WeighBackups weigh,
            Jobs jobs,
            Outbox outbox,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.purges = purges;
        this.weigh = weigh;
        this.jobs = jobs;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    // Each reads before its transaction: what cannot be done then ends without one, and a version guards the change.

    Mono<Purge> approve(String id, String by) {
        return decided(id, by).flatMap(purge -> now(purge)
                .flatMap(items -> RequestPurge.requireAny(items).thenReturn(items))
                .flatMap(items -> {
                    Decision yes = new Decision(true, by, clock.instant());
                    Purge approved = purge.approved(yes, items);
                    return change(purge, approved, PurgeEvents.decided(approved, yes))
                            .flatMap(this::queue)
                            .as(transaction::transactional);
                }));
    }

    Mono<Purge> refuse(String id, String by, @Nullable String why) {
        return decided(id, by).flatMap(purge -> {
            Decision no = new Decision(false, by, clock.instant());
            Purge refused = purge.refused(no, why);
            return change(purge, refused, PurgeEvents.decided(refused, no)).as(transaction::transactional);
        });
    }

    Mono<Purge> cancel(String id, String by) {
        return waiting(id, "cancelled").flatMap(purge -> {
            Instant now = clock.instant();
            Purge cancelled = purge.cancelled(by, now);
            return change(purge, cancelled, PurgeEvents.cancelled(cancelled, by, now))
                    .as(transaction::transactional);
        });
    }

    @Override
    public Mono<Long> expire(Instant requestedBefore, Duration after) {
        return purges.undecidedSince(requestedBefore)
                .collectList()
                .flatMapIterable(undecided -> undecided)
                .concatMap(purge -> {
                    Instant now = clock.instant();
                    Purge expired = purge.expired(now, Undecided.words(after));
                    return purges.change(purge, expired)
                            .filter(Boolean::booleanValue)
                            .flatMap(changed -> outbox.append(PurgeEvents.expired(expired, now))
                                    .thenReturn(expired))
                            .as(transaction::transactional);
                })
                .count();
    }

    /** What would go at this moment of what was to go when it was asked for: never more. */
    Mono<List<PurgeItem>> now(Purge purge) {
        return weigh.known(purge.request().planId())
                .map(all -> WeighPurge.weigh(
                        purge.items().stream().map(PurgeItem::runId).toList(),
                        all,
                        purge.request().confirmLastVerified(),
                        clock.instant()))
                .map(items -> items.stream().map(item -> notMore(purge, item)).toList());
    }

    private static PurgeItem notMore(Purge purge, PurgeItem item) {
        return item.goes() && !purge.going().contains(item.runId())
                ? new PurgeItem(
                        item.runId(),
                        item.takenAt(),
                        PurgeItem.Fate.STAYS,
                        List.of("It was to stay when the purge was asked for. Ask again."))
                : item;
    }

    private Mono<Purge> queue(Purge purge) {
        PurgeRequest asked = purge.request();
        return jobs.add(new NewJob(
                        purge.id(),
                        CarryOutPurge.KIND,
                        asked.planId(),
                        asked.planId(),
                        asked.correlationId(),
                        Traceparent.parse(asked.traceparent()).orElse(null)))
                .onErrorMap(
                        Jobs.Busy.class,
                        busy -> new ProblemException(
                                BackupProblem.PURGE_GOING_ON,
                                "Another purge of the plan is being carried out. Approve this one when it is over."))
                .thenReturn(purge);
    }

    /** A purge that another person than its requester decides on. */
    private Mono<Purge> decided(String id, String by) {
        return waiting(id, "decided on")
                .flatMap(purge -> purge.request().requestedBy().equals(by)
                        ? Mono.error(() -> new ProblemException(
                                BackupProblem.OWN_REQUEST,
                                "You asked for this purge; another person must decide on it."))
                        : Mono.just(purge));
    }

    private Mono<Purge> waiting(String id, String act) {
        return purges.find(id)
                .switchIfEmpty(Mono.error(() -> unknown(id)))
                .flatMap(purge -> purge.state() == PurgeState.AWAITING_APPROVAL
                        ? Mono.just(purge)
                        : Mono.error(() -> new ProblemException(
                                BackupProblem.PURGE_WRONG_STATE,
                                "The purge is " + purge.state().word() + "; it cannot be " + act + ".")));
    }

    private Mono<Purge> change(Purge before, Purge after, OutgoingEvent event) {
        return purges.change(before, after)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.PURGE_WRONG_STATE,
                        "Somebody else decided on the purge at this moment. Look again.")))
                .flatMap(changed -> outbox.append(event).thenReturn(after));
    }

    static ProblemException unknown(String id) {
        return new ProblemException(BackupProblem.UNKNOWN_PURGE, "There is no purge with the id '" + id + "'.");
    }
}
