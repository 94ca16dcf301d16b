package io.mooring.notifier.delivery;

import io.mooring.notifier.notice.BackupNotices;
import io.mooring.platform.events.EventHandler;
import io.mooring.platform.events.ReceivedEvent;
import org.apache.avro.specific.SpecificRecord;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Plans deliveries for the backup events that somebody must be told of; all others pass. */
final class TellOfBackups implements EventHandler {

    private final BackupNotices notices;
    private final PlanDeliveries planned;
    private final Runnable onPlanned;

    /** @param onPlanned called when the deliveries are committed */
    TellOfBackups(BackupNotices notices, PlanDeliveries planned, Runnable onPlanned) {
        this.notices = notices;
        this.planned = planned;
        this.onPlanned = onPlanned;
    }

    @Override
    public boolean concerns(ReceivedEvent<? extends SpecificRecord> event) {
        return notices.of(event).isPresent();
    }

    @Override
    public Mono<Void> handle(ReceivedEvent<? extends SpecificRecord> event) {
        return Mono.justOrEmpty(notices.of(event))
                .flatMap(notice -> planned.plan(notice).then(afterCommit(onPlanned)));
    }

    /** Before the commit the sender would find nothing. */
    private static Mono<Void> afterCommit(Runnable action) {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .doOnNext(transaction -> transaction.registerSynchronization(new TransactionSynchronization() {
                    @Override
                    public Mono<Void> afterCommit() {
                        return Mono.fromRunnable(action);
                    }
                }))
                .then();
    }
}
