package io.mooring.notifier.delivery;

import io.mooring.notifier.message.Message;
import io.mooring.platform.events.EventContext;
import io.mooring.platform.observability.Traceparent;
import java.util.Optional;
import java.util.UUID;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** What is to be told, written behind what was to be told before. */
final class R2dbcPlanDeliveries implements PlanDeliveries {

    private static final Logger log = LoggerFactory.getLogger(R2dbcPlanDeliveries.class);

    private static final String APPEND = """
            WITH superseded AS (
                UPDATE delivery SET state = 'SUPERSEDED'
                WHERE conversation_id = :conversation AND operation = 'UPDATE' AND state = 'PENDING' AND attempts = 0
                RETURNING id
            ), known AS (
                INSERT INTO destination_state (name) VALUES (:destination) ON CONFLICT DO NOTHING
            ), added AS (
                INSERT INTO delivery (id, conversation_id, subject, destination, channel, address, operation, severity, urgency,
                                      message, traceparent, state, created_at, ladder_from, due_at)
                VALUES (:id, :conversation, :subject, :destination, :channel, :address, :operation, :severity, :urgency,
                        :message::jsonb, :traceparent, 'PENDING', {now}, {now}, {now})
            )
            SELECT count(*) AS superseded FROM superseded
            """;

    private static final String REPLACE_UNTOLD = """
            UPDATE delivery
            SET message = :message::jsonb, severity = :severity, urgency = :urgency,
                traceparent = coalesce(:traceparent, traceparent)
            WHERE conversation_id = :conversation AND operation = 'OPEN' AND state = 'PENDING' AND attempts = 0
            """;

    private static final String REPLACE_DEAD = """
            UPDATE delivery
            SET message = :message::jsonb, severity = :severity, urgency = :urgency,
                traceparent = coalesce(:traceparent, traceparent)
            WHERE state = 'DEAD' AND id = (SELECT id FROM delivery WHERE conversation_id = :conversation AND operation = 'OPEN'
                                           ORDER BY position DESC LIMIT 1)
            """;

    private static final String ALIVE = """
            SELECT EXISTS (SELECT 1 FROM delivery WHERE conversation_id = :conversation
                           AND (state IN {waiting} OR operation = 'OPEN' AND state = 'DELIVERED')) AS alive
            """;

    private final DatabaseClient database;
    private final DeliveryRow row;
    private final DatabaseTime time;
    private final Supplier<UUID> ids;
    private final LongConsumer superseded;

    /** @param superseded told how many deliveries were, each time some were */
    R2dbcPlanDeliveries(
            DatabaseClient database, DeliveryRow row, DatabaseTime time, Supplier<UUID> ids, LongConsumer superseded) {
        this.database = database;
        this.row = row;
        this.time = time;
        this.ids = ids;
        this.superseded = superseded;
    }

    @Override
    public Mono<UUID> append(Word word) {
        UUID id = ids.get();
        return bound(APPEND, word.conversation(), word.message())
                .flatMap(statement -> row.bind(statement, id, word)
                        .map(readable -> readable.get("superseded", Long.class))
                        .one())
                .doOnNext(superseded::accept)
                .doOnNext(_ -> log.debug(
                        "Delivery {}: {} of {} to {} is planned",
                        id,
                        word.operation(),
                        word.subject(),
                        word.destination().name()))
                .thenReturn(id);
    }

    @Override
    public Mono<Boolean> replaceUntoldOpening(UUID conversation, Message message) {
        return bound(REPLACE_UNTOLD, conversation, message)
                .flatMap(statement -> statement.fetch().rowsUpdated())
                .map(rows -> rows > 0);
    }

    @Override
    public Mono<Void> replaceDeadOpening(UUID conversation, Message message) {
        return bound(REPLACE_DEAD, conversation, message).flatMap(GenericExecuteSpec::then);
    }

    @Override
    public Mono<Boolean> isAlive(UUID conversation) {
        return database.sql(time.in(ALIVE))
                .bind("conversation", conversation)
                .map(readable -> Boolean.TRUE.equals(readable.get("alive", Boolean.class)))
                .one();
    }

    @Override
    public Mono<Boolean> isTold(UUID conversation) {
        return database.sql("""
                        SELECT EXISTS (SELECT 1 FROM delivery WHERE conversation_id = :conversation
                                       AND operation = 'OPEN' AND state = 'DELIVERED') AS told
                        """)
                .bind("conversation", conversation)
                .map(readable -> Boolean.TRUE.equals(readable.get("told", Boolean.class)))
                .one();
    }

    @Override
    public Mono<Void> supersedeDeadOpenings(UUID conversation) {
        return database.sql("""
                        UPDATE delivery SET state = 'SUPERSEDED'
                        WHERE conversation_id = :conversation AND operation = 'OPEN' AND state = 'DEAD'
                        """).bind("conversation", conversation).then();
    }

    private Mono<GenericExecuteSpec> bound(String statement, UUID conversation, Message message) {
        return Mono.deferContextual(context -> Mono.just(row.bind(
                database.sql(time.in(statement)).bind("conversation", conversation),
                message,
                trace(context).orElse(null))));
    }

    /** Of many events taken in together each has a trace of its own, and their common span is none of them. */
    private static Optional<Traceparent> trace(ContextView context) {
        return Traceparent.parse(context.getOrDefault(EventContext.TRACEPARENT, null))
                .or(() -> Traceparent.current(context));
    }
}
