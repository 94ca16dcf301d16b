package io.mooring.platform.events.inbox;

import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import reactor.core.publisher.Mono;

/**
 * A row per consumer and event in the service's own database. Of two concurrent attempts the second waits in the
 * insert until the first commits (then it finds the row) or rolls back (then it takes its turn).
 */
final class R2dbcInbox implements Inbox {

    private static final String NOTE = """
            INSERT INTO inbox_event (consumer, event_id, received_at) VALUES (:consumer, :event, :now)
            ON CONFLICT DO NOTHING""";

    /** In one order whoever notes them, so that two batches with the same events wait for each other in one direction only. */
    private static final String NOTE_EACH = """
            WITH noted AS (
                INSERT INTO inbox_event (consumer, event_id, received_at)
                SELECT :consumer, event, :now FROM unnest(CAST(:events AS text[])) AS event ORDER BY event
                ON CONFLICT DO NOTHING
                RETURNING event_id)
            SELECT coalesce(array_agg(event_id), '{}') AS events FROM noted""";

    private final DatabaseClient database;
    private final TransactionalOperator transaction;
    private final InstantSource clock;

    R2dbcInbox(DatabaseClient database, TransactionalOperator transaction, InstantSource clock) {
        this.database = database;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Override
    public Mono<Boolean> once(String consumer, String eventId, Mono<Void> effect) {
        return note(consumer, eventId)
                .flatMap(isNew -> isNew ? effect.thenReturn(true) : Mono.just(false))
                .as(transaction::transactional);
    }

    @Override
    public Mono<Set<String>> onceEach(
            String consumer, Collection<String> eventIds, Function<Set<String>, Mono<Void>> effect) {
        return noteEach(consumer, eventIds)
                .flatMap(fresh ->
                        fresh.isEmpty() ? Mono.just(fresh) : effect.apply(fresh).thenReturn(fresh))
                .as(transaction::transactional);
    }

    private Mono<Set<String>> noteEach(String consumer, Collection<String> eventIds) {
        return database.sql(NOTE_EACH)
                .bind("consumer", consumer)
                .bind("events", eventIds.toArray(String[]::new))
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .map(row -> Set.of(Objects.requireNonNull(row.get("events", String[].class))))
                .one();
    }

    private Mono<Boolean> note(String consumer, String eventId) {
        return database.sql(NOTE)
                .bind("consumer", consumer)
                .bind("event", eventId)
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
