package io.mooring.backup.restore;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.job.NewJob;
import io.mooring.backup.manifest.Manifest;
import io.mooring.backup.manifest.ManifestJson;
import io.mooring.backup.manifest.ManifestRejected;
import io.mooring.backup.rebuild.RebuildTarget;
import io.mooring.backup.run.BackupRun;
import io.mooring.backup.run.BackupRuns;
import io.mooring.backup.run.LetGo;
import io.mooring.backup.run.LetGoBackups;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Notes a restore that somebody wants, and queues it where nobody else must agree. */
@Component
final class RequestRestore {

    private static final int FORMER = 5;

    private final BackupRuns runs;
    private final Restores restores;
    private final Jobs jobs;
    private final CheckRestore checks;
    private final LetGoBackups letGo;
    private final PlanRestore plan;
    private final RestoreServers servers;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    RequestRestore(
            BackupRuns runs,
            Restores restores,
            Jobs jobs,
            CheckRestore checks,
            LetGoBackups letGo,
            PlanRestore plan,
            RestoreServers servers,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.runs = runs;
        this.restores = restores;
        this.jobs = jobs;
        this.checks = checks;
        this.letGo = letGo;
        this.plan = plan;
        this.servers = servers;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What it would do and what stands against it. */
    Mono<RestorePlan> plan(RestoreOrder.Checked order) {
        return run(order).flatMap(run -> restores.list(
                        new Restores.Filter(run.request().planId(), RestoreState.COMPLETED, null, FORMER))
                .collectList()
                .flatMap(former -> OnVirtualThread.ask(() -> plan.plan(run, order, former))));
    }

    /** The restore, waiting for its turn or for another person. */
    Mono<Restore> request(RestoreOrder.Checked order, String by) {
        return run(order).flatMap(run -> check(run, order)
                .then(Mono.deferContextual(context -> add(requested(run, order, by, context)))));
    }

    /** Queues a restore; in the caller's transaction. */
    Mono<Restore> queue(Restore restore) {
        RestoreRequest request = restore.request();
        return OnVirtualThread.ask(() -> exclusiveKey(request))
                .flatMap(key -> jobs.add(new NewJob(
                        restore.id(),
                        DoRestores.KIND,
                        request.planId(),
                        key,
                        request.correlationId(),
                        Traceparent.parse(request.traceparent()).orElse(null))))
                .onErrorMap(Jobs.Busy.class, busy -> busy(request))
                .onErrorMap(RestoreStopped.class, CheckRestore::problem)
                .thenReturn(restore);
    }

    /** Two restores must not work on one name at the same time. */
    String exclusiveKey(RestoreRequest request) throws RestoreStopped {
        if (request.targetKind().isFolder()) {
            return "folder:" + request.targetName();
        }
        RebuildTarget target = servers.of(request.planId());
        return target.host() + ":" + target.port() + "/" + request.targetName();
    }

    static ProblemException busy(RestoreRequest request) {
        return new ProblemException(
                BackupProblem.RESTORE_TARGET_BUSY,
                "Another restore to " + request.targetName() + " waits or runs. Wait for it or cancel it.");
    }

    private Mono<Restore> add(Restore restore) {
        Mono<Restore> queued = restore.state() == RestoreState.QUEUED ? queue(restore) : Mono.just(restore);
        return stillKept(restore.request().runId())
                .then(Mono.defer(() -> restores.add(restore)))
                .then(queued)
                .as(transaction::transactional);
    }

    /** Behind a lock: retention lets nothing go that somebody has asked to restore. */
    private Mono<Void> stillKept(String runId) {
        return letGo.keep(runId)
                .filter(Boolean::booleanValue)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.RESTORE_NOT_POSSIBLE,
                        "Retention has just let the backup go. Choose another run.")))
                .then();
    }

    private Mono<Void> check(BackupRun run, RestoreOrder.Checked order) {
        return runs.manifest(run.id())
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(bytes -> OnVirtualThread.ask(() -> {
                    checks.quickly(run, order, bytes.isEmpty() ? null : read(bytes.get()));
                    return true;
                }))
                .onErrorMap(RestoreStopped.class, CheckRestore::problem)
                .then();
    }

    private static Manifest read(byte[] manifest) {
        try {
            return ManifestJson.read(manifest);
        } catch (ManifestRejected broken) {
            throw new IllegalStateException("the kept manifest is broken", broken);
        }
    }

    private Restore requested(BackupRun run, RestoreOrder.Checked order, String by, ContextView context) {
        String correlationId = Correlation.current(context)
                .orElseGet(() -> UuidV7.system().next().toString());
        return Restore.requested(
                UuidV7.system().next().toString(),
                new RestoreRequest(
                        run.id(),
                        run.request().planId(),
                        run.request().planName(),
                        order.locationId(),
                        order.kind(),
                        order.name(),
                        order.tables(),
                        order.toTime(),
                        by,
                        correlationId,
                        Traceparent.current(context).map(Traceparent::value).orElse(null)),
                clock.instant());
    }

    private Mono<BackupRun> run(RestoreOrder.Checked order) {
        return runs.find(order.runId())
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.UNKNOWN_RUN, "There is no run with the id '" + order.runId() + "'.")))
                .flatMap(run -> letGo.among(List.of(run.id()))
                        .flatMap(gone -> gone.isEmpty()
                                ? Mono.just(run)
                                : Mono.error(letGo(Objects.requireNonNull(gone.get(run.id()))))));
    }

    private static ProblemException letGo(LetGo letGo) {
        return new ProblemException(
                BackupProblem.RESTORE_NOT_POSSIBLE,
                "Retention let the backup go at " + letGo.at() + ": " + letGo.reason() + " Choose another run.");
    }
}
