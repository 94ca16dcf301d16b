package io.mooring.backup.retention;

import io.mooring.backup.BackupProblem;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.platform.observability.Traceparent;
import io.mooring.platform.observability.correlation.Correlation;
import io.mooring.platform.web.problem.ProblemException;
import io.mooring.schemas.UuidV7;
import java.time.InstantSource;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Shows what a purge would delete, and notes that somebody wants it: nothing goes before another person agrees. */
@Component
final class RequestPurge {

    private final Purges purges;
    private final RetainedBackups backups;
    private final WeighBackups weigh;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    RequestPurge(
            Purges purges,
            RetainedBackups backups,
            WeighBackups weigh,
            Outbox outbox,
            TransactionalOperator transaction,
            InstantSource clock) {
        this.purges = purges;
        this.backups = backups;
        this.weigh = weigh;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** What it would do now. */
    Mono<List<PurgeItem>> plan(PurgeOrder.Checked order) {
        return planId(order).flatMap(planId -> items(planId, order));
    }

    /** The purge, waiting for another person. */
    Mono<Purge> request(PurgeOrder.Checked order, String by) {
        return planId(order).flatMap(planId -> items(planId, order).flatMap(items -> requireAny(items)
                .then(Mono.deferContextual(context -> add(requested(planId, order, by, items, context))))));
    }

    static Mono<Void> requireAny(List<PurgeItem> items) {
        return items.stream().anyMatch(PurgeItem::goes)
                ? Mono.empty()
                : Mono.error(() -> new ProblemException(BackupProblem.NOTHING_TO_PURGE, nothing(items)));
    }

    private static String nothing(List<PurgeItem> items) {
        return items.isEmpty()
                ? "The plan has no backups any more."
                : items.size() == 1
                        ? "The backup stays: "
                                + String.join(" ", items.getFirst().reasons())
                        : "All " + items.size() + " backups stay; of the newest: "
                                + String.join(" ", items.getFirst().reasons());
    }

    private Mono<Purge> add(Purge purge) {
        return purges.add(purge)
                .then(Mono.defer(() -> outbox.append(PurgeEvents.requested(purge))))
                .as(transaction::transactional)
                .thenReturn(purge);
    }

    private Mono<String> planId(PurgeOrder.Checked order) {
        String runId = order.runId();
        return runId == null
                ? Mono.justOrEmpty(order.planId())
                : backups.planOf(runId)
                        .switchIfEmpty(Mono.error(() -> new ProblemException(
                                BackupProblem.NO_BACKUP,
                                "The run '" + runId + "' is unknown, or it has no backup, or none any more.")));
    }

    private Mono<List<PurgeItem>> items(String planId, PurgeOrder.Checked order) {
        String runId = order.runId();
        return weigh.known(planId)
                .map(all -> WeighPurge.weigh(
                        runId == null ? all.stream().map(KeptBackup::runId).toList() : List.of(runId),
                        all,
                        order.confirmLastVerified(),
                        clock.instant()));
    }

    private Purge requested(
            String planId, PurgeOrder.Checked order, String by, List<PurgeItem> items, ContextView context) {
        String id = UuidV7.system().next().toString();
        return Purge.requested(
                id,
                new PurgeRequest(
                        planId,
                        order.runId(),
                        order.reason(),
                        order.confirmLastVerified(),
                        by,
                        Correlation.current(context).orElse(id),
                        Traceparent.current(context).map(Traceparent::value).orElse(null)),
                items,
                clock.instant());
    }
}
