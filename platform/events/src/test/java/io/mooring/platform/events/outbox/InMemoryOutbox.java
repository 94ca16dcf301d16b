package io.mooring.platform.events.outbox;

import io.micrometer.observation.ObservationRegistry;
import io.mooring.platform.events.OutgoingEvent;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronization;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * An outbox for unit tests of services: keeps the contract, with {@link InMemoryTransactions} in place of a database.
 * Appended events show up in {@link #events()} when their transaction commits.
 */
public final class InMemoryOutbox implements Outbox {

    private final DescribeEvents description;
    private final List<OutgoingEvent> events = new CopyOnWriteArrayList<>();
    private final List<OutboxRow> rows = new CopyOnWriteArrayList<>();
    private final Map<Integer, Semaphore> locks = new ConcurrentHashMap<>();

    /** Takes every event as it is. */
    public InMemoryOutbox() {
        this((_, _) -> new byte[0]);
    }

    /** Takes what the serializer takes. */
    public InMemoryOutbox(Serializer<SpecificRecord> serializer) {
        description = new DescribeEvents(serializer, "/mooring/test", InstantSource.system(), ObservationRegistry.NOOP);
    }

    /** What was published, in order. */
    public List<OutgoingEvent> events() {
        return List.copyOf(events);
    }

    List<OutboxRow> rows() {
        return List.copyOf(rows);
    }

    @Override
    public Mono<Void> append(OutgoingEvent... appended) {
        List<OutgoingEvent> batch = List.of(appended);
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(TransactionSynchronizationManager::isActualTransactionActive)
                .switchIfEmpty(Mono.error(InMemoryOutbox::noTransaction))
                .onErrorMap(NoTransactionException.class, _ -> noTransaction())
                .flatMap(transaction -> description
                        .describe(batch)
                        .publishOn(Schedulers.boundedElastic())
                        .doOnNext(described -> pending(transaction).add(batch, described))
                        .then());
    }

    private Pending pending(TransactionSynchronizationManager transaction) {
        Pending there = (Pending) transaction.getResource(this);
        if (there != null) {
            return there;
        }
        Pending started = new Pending(transaction);
        transaction.bindResource(this, started);
        transaction.registerSynchronization(started);
        return started;
    }

    private static IllegalStateException noTransaction() {
        return new IllegalStateException("Outbox.append needs an active R2DBC transaction");
    }

    /** One transaction's events; holds its keys like the database does, so that order is order of commits. */
    private final class Pending implements TransactionSynchronization {

        private final TransactionSynchronizationManager transaction;
        private final List<OutgoingEvent> appended = new ArrayList<>();
        private final List<OutboxRow> described = new ArrayList<>();
        private final Set<Semaphore> held = new HashSet<>();

        private Pending(TransactionSynchronizationManager transaction) {
            this.transaction = transaction;
        }

        private void add(List<OutgoingEvent> batch, List<OutboxRow> batchRows) {
            batchRows.stream()
                    .map(row -> KeyLock.of(row.topic(), row.key()))
                    .distinct()
                    .sorted()
                    .map(lock -> locks.computeIfAbsent(lock, _ -> new Semaphore(1)))
                    .filter(held::add)
                    .forEach(Semaphore::acquireUninterruptibly);
            appended.addAll(batch);
            described.addAll(batchRows);
        }

        @Override
        public Mono<Void> afterCompletion(int status) {
            return Mono.fromRunnable(() -> {
                if (status == STATUS_COMMITTED) {
                    events.addAll(appended);
                    rows.addAll(described);
                }
                transaction.unbindResourceIfPossible(InMemoryOutbox.this);
                held.forEach(Semaphore::release);
            });
        }
    }
}
