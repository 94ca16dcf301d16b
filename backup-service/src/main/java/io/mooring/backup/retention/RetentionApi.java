package io.mooring.backup.retention;

import io.mooring.backup.BackupProblem;
import io.mooring.backup.job.Jobs;
import io.mooring.backup.plan.BackupPlan;
import io.mooring.backup.plan.BackupPlans;
import io.mooring.backup.plan.QueueUpkeep;
import io.mooring.platform.web.paging.Page;
import io.mooring.platform.web.problem.PlatformProblem;
import io.mooring.platform.web.problem.ProblemException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.security.Principal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What may go and why, and what must stay. Not final: method security puts a proxy before it. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Retention", description = "How long backups are kept")
class RetentionApi {

    private final BackupPlans plans;
    private final WeighBackups weigh;
    private final RetainedBackups backups;
    private final QueueUpkeep prunes;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    RetentionApi(
            BackupPlans plans,
            WeighBackups weigh,
            RetainedBackups backups,
            @Qualifier("prunes") QueueUpkeep prunes,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.plans = plans;
        this.weigh = weigh;
        this.backups = backups;
        this.prunes = prunes;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * What a prune would do about a backup now.
     *
     * @param cause age, count or generation; null when it is kept
     * @param reasons in whole sentences: everything that keeps it, or why it goes
     * @param verified whether a restore test has proven its data
     */
    record DecisionView(
            String runId,
            Instant takenAt,
            boolean keep,
            @Nullable String cause,
            List<String> reasons,
            boolean verified,
            @Nullable HoldView hold) {

        static DecisionView of(Decision decision, @Nullable Hold hold) {
            Decision.Cause cause = decision.cause();
            KeptBackup backup = decision.backup();
            return new DecisionView(
                    backup.runId(),
                    backup.takenAt(),
                    decision.keeps(),
                    cause == null ? null : cause.name().toLowerCase(Locale.ROOT),
                    decision.reasons(),
                    backup.proof() == Proof.RESTORE_TEST,
                    hold == null ? null : HoldView.of(hold));
        }
    }

    /** Who holds a backup, why and since when. */
    record HoldView(String reason, String by, Instant at) {
        static HoldView of(Hold hold) {
            return new HoldView(hold.reason(), hold.by(), hold.at());
        }
    }

    /** Why a backup is to be held; at most 500 characters. */
    record HoldRequest(@Nullable String reason) {}

    /** A prune that was asked for. */
    record PruneView(String planId, String state) {}

    @GetMapping("/plans/{id}/retention")
    @Operation(
            summary = "What a prune would do now, and why",
            description = "Nothing is changed. All backups of the plan, newest first.")
    Mono<Page<DecisionView>> dryRun(@PathVariable String id) {
        return plan(id).flatMap(plan -> Mono.zip(weigh.weigh(id, plan.retention()), backups.holds(id)))
                .map(known -> new Page<>(views(known.getT1(), known.getT2()), null));
    }

    @PostMapping("/plans/{id}/prune")
    @PreAuthorize("hasRole('OPERATOR')")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(summary = "Let go now of what nothing keeps", description = "It happens by itself every now and then.")
    Mono<PruneView> prune(@PathVariable String id) {
        return plan(id).flatMap(plan -> prunes.of(id))
                .map(job -> new PruneView(id, "queued"))
                .onErrorReturn(Jobs.Busy.class, new PruneView(id, "already-running"));
    }

    @PutMapping("/runs/{id}/hold")
    @PreAuthorize("hasRole('OPERATOR')")
    @Operation(summary = "Hold a backup", description = "It stays whatever the rules say, until somebody releases it.")
    Mono<HoldView> hold(@PathVariable String id, @RequestBody HoldRequest request, Principal caller) {
        Hold hold = hold(request, caller);
        return backup(id)
                .flatMap(plan -> transaction.transactional(backups.hold(id, hold)))
                .flatMap(held -> held ? Mono.just(HoldView.of(hold)) : Mono.error(() -> goneAlready(id)));
    }

    @DeleteMapping("/runs/{id}/hold")
    @PreAuthorize("hasRole('APPROVER')")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Release a held backup", description = "From now on the plan's rules decide.")
    Mono<Void> release(@PathVariable String id) {
        return backup(id)
                .flatMap(plan -> backups.release(id))
                .flatMap(released -> released
                        ? Mono.empty()
                        : Mono.error(() -> new ProblemException(
                                BackupProblem.NOT_HELD, "The backup '" + id + "' is under no hold.")));
    }

    private Hold hold(HoldRequest request, Principal caller) {
        String reason = request.reason() == null ? "" : request.reason().strip();
        try {
            return new Hold(reason, caller.getName(), clock.instant());
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.ofField(
                    PlatformProblem.INVALID_REQUEST, "reason", "is to say why, in at most 500 characters");
        }
    }

    private static List<DecisionView> views(List<Decision> decisions, Map<String, Hold> holds) {
        return decisions.stream()
                .map(decision ->
                        DecisionView.of(decision, holds.get(decision.backup().runId())))
                .toList();
    }

    private Mono<BackupPlan> plan(String id) {
        return plans.find(id)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.UNKNOWN_PLAN, "There is no plan with the id '" + id + "'.")));
    }

    private Mono<String> backup(String runId) {
        return backups.planOf(runId)
                .switchIfEmpty(Mono.error(() -> new ProblemException(
                        BackupProblem.NO_BACKUP,
                        "The run '" + runId + "' is unknown, or it has no backup, or none any more.")));
    }

    private static ProblemException goneAlready(String runId) {
        return new ProblemException(
                BackupProblem.NO_BACKUP, "The backup '" + runId + "' is being deleted; it can no longer be held.");
    }
}
