package io.mooring.backup.verify;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.job.Jobs;
import io.mooring.platform.web.problem.ProblemException;
import java.time.InstantSource;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Stops a verification: at once while it waits, within seconds while it runs. */
@Component
final class CancelVerification {

    private final Verifications verifications;
    private final RecordVerifications record;
    private final Jobs jobs;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    CancelVerification(
            Verifications verifications,
            RecordVerifications record,
            Jobs jobs,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.verifications = verifications;
        this.record = record;
        this.jobs = jobs;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** As it is afterwards; problem {@code verification-over}. */
    Mono<Verification> cancel(Verification asked, String by) {
        return jobs.withdraw(asked.id())
                .flatMap(waited -> waited
                        ? Mono.defer(() -> verifications.find(asked.id()))
                                .flatMap(now -> record.cancelled(now, now.cancelled(by, clock.instant())))
                        : running(asked, by))
                .as(transaction::transactional);
    }

    private Mono<Verification> running(Verification asked, String by) {
        return jobs.requestCancel(asked.id(), by)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.VERIFICATION_OVER, "The verification is over; there is nothing to cancel.")))
                .then(Mono.defer(() -> verifications.find(asked.id())));
    }
}
