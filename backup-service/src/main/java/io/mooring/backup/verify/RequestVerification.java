package io.mooring.backup.verify;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.BackupSettings;
import io.mooring.backup.PlanSettings;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.job.NewJob;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.LetGoBackups;
import io.mooring.backup.run.RunCopy;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.schemas.UuidV7;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/** Queues a verification: its row and its job, in one transaction. */
@Component
public final class RequestVerification {

    private final Verifications verifications;
    private final Jobs jobs;
    private final LetGoBackups letGo;
    private final BackupSettings settings;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    RequestVerification(
            Verifications verifications,
            Jobs jobs,
            LetGoBackups letGo,
            BackupSettings settings,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.verifications = verifications;
        this.jobs = jobs;
        this.letGo = letGo;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Queues it.
     *
     * @param locationId only the copy there; null for all, or any
     * @param requestedBy null when the service itself wants it
     * @return the queued verification; problem {@code nothing-to-verify}; {@link Jobs.Busy} while one of the run and kind goes on
     */
    public Mono<Verification> of(
            BackupRun run,
            VerificationKind kind,
            @Nullable String locationId,
            VerificationTrigger trigger,
            @Nullable String requestedBy) {
        List<String> copies = run.copies().stream()
                .filter(RunCopy::isStored)
                .map(RunCopy::locationId)
                .filter(id -> locationId == null || locationId.equals(id))
                .toList();
        if (copies.isEmpty() || !run.state().hasBackup()) {
            return Mono.error(() -> nothing(run, locationId));
        }
        return Mono.deferContextual(context -> {
            String correlationId = Correlation.current(context)
                    .orElseGet(() -> UuidV7.system().next().toString());
            VerificationRequest request = new VerificationRequest(
                    kind,
                    run.id(),
                    run.request().planId(),
                    run.request().planName(),
                    locationId,
                    Objects.requireNonNull(run.startedAt()),
                    trigger,
                    requestedBy,
                    objective(run.request().planId()),
                    correlationId,
                    Traceparent.current(context).orElse(null));
            return queue(Verification.queued(UuidV7.system().next().toString(), request, copies, clock.instant()));
        });
    }

    private Mono<Verification> queue(Verification queued) {
        VerificationRequest request = queued.request();
        NewJob job = new NewJob(
                queued.id(),
                request.kind().job(),
                request.planId(),
                request.runId(),
                request.correlationId(),
                request.traceparent());
        return letGo.keep(request.runId())
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.NOTHING_TO_VERIFY, "Retention has let the backup go; there is none any more.")))
                .then(Mono.defer(() -> jobs.add(job)))
                .then(Mono.defer(() -> verifications.add(queued)))
                .thenReturn(queued)
                .as(transaction::transactional);
    }

    private @Nullable Duration objective(String planId) {
        return settings.plans().stream()
                .filter(plan -> plan.id().equals(planId))
                .map(PlanSettings::objectives)
                .map(PlanSettings.Objectives::rto)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static ProblemException nothing(BackupRun run, @Nullable String locationId) {
        return new ProblemException(
                BackupProblem.NOTHING_TO_VERIFY,
                run.state().hasBackup()
                        ? "The run has no copy in the location '" + locationId + "'."
                        : "The run is " + run.state().word() + "; only a run that has a backup can be verified.");
    }
}
