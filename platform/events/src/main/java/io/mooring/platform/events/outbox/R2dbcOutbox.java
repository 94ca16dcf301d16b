package io.mooring.platform.events.outbox;

import io.mooring.platform.events.OutgoingEvent;
import io.r2dbc.spi.ConnectionFactory;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.NoTransactionException;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import reactor.core.publisher.Mono;

/** Rows in the service's own database, inserted by the caller's transaction. */
final class R2dbcOutbox implements Outbox {

    /** The inner query sorts before the outer one locks. */
    private static final String LOCK = """
            SELECT pg_advisory_xact_lock(:space, wanted.lock), pg_notify(:channel, '')
            FROM (SELECT lock FROM unnest(CAST(:locks AS int[])) AS lock ORDER BY lock OFFSET 0) AS wanted""";

    private final ConnectionFactory connections;
    private final DatabaseClient database;
    private final DescribeEvents events;

    R2dbcOutbox(ConnectionFactory connections, DatabaseClient database, DescribeEvents events) {
        this.connections = connections;
        this.database = database;
        this.events = events;
    }

    @Override
    public Mono<Void> append(OutgoingEvent... appended) {
        List<OutgoingEvent> batch = List.of(appended);
        return demandTransaction()
                .then(Mono.defer(() -> events.describe(batch)))
                .flatMap(rows -> lockKeys(rows).then(insert(rows)));
    }

    private Mono<Void> demandTransaction() {
        return TransactionSynchronizationManager.forCurrentTransaction()
                .filter(transaction -> transaction.isActualTransactionActive() && transaction.hasResource(connections))
                .switchIfEmpty(Mono.error(R2dbcOutbox::noTransaction))
                .onErrorMap(NoTransactionException.class, none -> noTransaction())
                .then();
    }

    private static IllegalStateException noTransaction() {
        return new IllegalStateException(
                "Outbox.append needs an active R2DBC transaction: without one the event could be published although"
                        + " the change it tells of is lost, or the other way round");
    }

    /**
     * Holds each key until the commit, so that of two transactions on one key the second takes its position after the
     * first has committed: order of position is order of commit. Locks are taken in one order, so that two appends
     * cannot wait for each other, and the relay is told in the same statement.
     */
    private Mono<Void> lockKeys(List<OutboxRow> rows) {
        Integer[] locks = rows.stream()
                .map(row -> KeyLock.of(row.topic(), row.key()))
                .distinct()
                .toArray(Integer[]::new);
        return database.sql(LOCK)
                .bind("space", KeyLock.SPACE)
                .bind("locks", locks)
                .bind("channel", OutboxRow.CHANNEL)
                .then();
    }

    /** One statement for all: a storm appends hundreds in a transaction. */
    private Mono<Void> insert(List<OutboxRow> rows) {
        return OutboxRow.bind(rows, database.sql(OutboxRow.INSERT)).then();
    }
}
