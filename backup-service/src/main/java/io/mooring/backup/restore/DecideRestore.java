package io.mooring.backup.restore;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.job.NewJob;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.web.problem.ProblemException;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** What people say to a restore that is there: agree, refuse, stop it, have the old database back or let it go. */
@Component
final class DecideRestore {

    private final Restores restores;
    private final Jobs jobs;
    private final RequestRestore request;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    DecideRestore(
            Restores restores,
            Jobs jobs,
            RequestRestore request,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.restores = restores;
        this.jobs = jobs;
        this.request = request;
        this.transaction = transaction;
        this.clock = clock;
    }

    // Each reads before its transaction: what cannot be done then ends without one, and a version guards the change.

    Mono<Restore> approve(String id, String by) {
        return decided(id, by).flatMap(restore -> change(restore, restore.approved(by, clock.instant()))
                .flatMap(request::queue)
                .as(transaction::transactional));
    }

    Mono<Restore> refuse(String id, String by) {
        return decided(id, by).flatMap(restore -> change(restore, restore.refused(by, clock.instant()))
                .as(transaction::transactional));
    }

    Mono<Restore> cancel(String id, String by) {
        return find(id).flatMap(restore -> switch (restore.state()) {
            case AWAITING_APPROVAL ->
                change(restore, restore.cancelled(by, clock.instant())).as(transaction::transactional);
            case QUEUED ->
                // It may start at this moment: then the wish goes to its owner.
                jobs.withdraw(id)
                        .flatMap(withdrawn ->
                                withdrawn ? change(restore, restore.cancelled(by, clock.instant())) : stop(restore, by))
                        .as(transaction::transactional);
            case RUNNING -> stop(restore, by).as(transaction::transactional);
            case COMPLETED, FAILED, REFUSED, EXPIRED, CANCELLED, UNDONE ->
                Mono.<Restore>error(() -> wrongState(restore, "cancelled"));
        });
    }

    /** The replaced database back, or gone for good. */
    Mono<Restore> wish(String id, Wish.Kind kind, String by) {
        return find(id).flatMap(restore -> restore.awaitsConfirmation()
                ? change(restore, restore.wishing(kind, by, clock.instant()))
                        .flatMap(this::queueWish)
                        .as(transaction::transactional)
                : Mono.<Restore>error(wrongState(restore, kind == Wish.Kind.UNDO ? "undone" : "confirmed")));
    }

    private Mono<Restore> queueWish(Restore restore) {
        RestoreRequest asked = restore.request();
        return OnVirtualThread.ask(() -> request.exclusiveKey(asked))
                .flatMap(key -> jobs.add(new NewJob(
                        restore.id(),
                        FulfilWishes.KIND,
                        asked.planId(),
                        key,
                        asked.correlationId(),
                        Traceparent.parse(asked.traceparent()).orElse(null))))
                .onErrorMap(Jobs.Busy.class, busy -> RequestRestore.busy(asked))
                .onErrorMap(RestoreStopped.class, CheckRestore::problem)
                .thenReturn(restore);
    }

    private Mono<Restore> stop(Restore restore, String by) {
        return jobs.requestCancel(restore.id(), by)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> wrongState(restore, "cancelled")))
                .thenReturn(restore);
    }

    /** A restore that another person than its requester decides on. */
    private Mono<Restore> decided(String id, String by) {
        return find(id).flatMap(restore -> {
            if (restore.state() != RestoreState.AWAITING_APPROVAL) {
                return Mono.error(wrongState(restore, "decided on"));
            }
            return restore.request().requestedBy().equals(by)
                    ? Mono.error(new ProblemException(
                            BackupProblem.OWN_REQUEST, "You asked for this restore; another person must decide on it."))
                    : Mono.just(restore);
        });
    }

    private Mono<Restore> change(Restore before, Restore after) {
        return restores.change(before, after)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.RESTORE_WRONG_STATE,
                        "Somebody else changed the restore at this moment. Look again.")))
                .thenReturn(after);
    }

    private Mono<Restore> find(String id) {
        return restores.find(id).switchIfEmpty(Mono.error(() -> unknown(id)));
    }

    static ProblemException unknown(String id) {
        return new ProblemException(BackupProblem.UNKNOWN_RESTORE, "There is no restore with the id '" + id + "'.");
    }

    private static ProblemException wrongState(Restore restore, String act) {
        String why = restore.state() == RestoreState.COMPLETED
                ? restore.previousKeptAs() == null && restore.schema() == null
                        ? "completed, and no replaced database is kept"
                        : "completed, and what becomes of what it made or replaced is being seen to"
                : restore.state().word();
        return new ProblemException(
                BackupProblem.RESTORE_WRONG_STATE, "The restore is " + why + "; it cannot be " + act + ".");
    }
}
