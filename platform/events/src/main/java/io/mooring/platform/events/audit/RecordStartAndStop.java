package io.mooring.platform.events.audit;

import io.mooring.events.audit.ActorKind;
import io.mooring.events.audit.AuditRecorded;
import io.mooring.events.common.Outcome;
import io.mooring.platform.events.BlockingBridge;
import io.mooring.platform.events.OutgoingEvent;
import io.mooring.platform.events.outbox.Outbox;
import io.mooring.schemas.TopicCatalogue;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Accounts for every start and every orderly stop of a service. A start is recorded once and tried until the database
 * takes it; a stop is tried once, because nobody waits for it. A start without a stop before it tells of a crash.
 */
final class RecordStartAndStop implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(RecordStartAndStop.class);
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(2);
    private static final String PLATFORM = "mooring";

    private final String service;
    private final String instance;
    private final Outbox outbox;
    private final TransactionalOperator transaction;
    private final InstantSource clock;
    private volatile boolean running;
    private Disposable pending = () -> {};

    RecordStartAndStop(
            String service, String instance, Outbox outbox, TransactionalOperator transaction, InstantSource clock) {
        this.service = service;
        this.instance = instance;
        this.outbox = outbox;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public void start() {
        running = true;
        OutgoingEvent started = event("service.start");
        pending = append(started)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, FIRST_WAIT).maxBackoff(LONGEST_WAIT))
                .subscribe(done -> {}, error -> log.warn("This start of {} is not in the audit trail", service, error));
    }

    @Override
    public void stop() {
        running = false;
        pending.dispose();
        try {
            BlockingBridge.await(append(event("service.stop")), STOP_WITHIN);
        } catch (RuntimeException databaseAway) {
            log.warn("This stop of {} is not in the audit trail: {}", service, databaseAway.toString());
        }
    }

    private Mono<Void> append(OutgoingEvent event) {
        return Mono.defer(() -> outbox.append(event).as(transaction::transactional));
    }

    private OutgoingEvent event(String action) {
        AuditRecorded recorded = AuditRecorded.newBuilder()
                .setOrganisationId(PLATFORM)
                .setActorKind(ActorKind.SERVICE)
                .setActor(service)
                .setAction(action)
                .setObjectKind("service-instance")
                .setObjectId(instance)
                .setOutcome(Outcome.SUCCEEDED)
                .setService(service)
                .setChanges(List.of())
                .setOccurredAt(clock.instant())
                .build();
        return OutgoingEvent.of(TopicCatalogue.AUDIT, PLATFORM, recorded);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Last to start, when all else runs, and first to stop, while the database is still there. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
