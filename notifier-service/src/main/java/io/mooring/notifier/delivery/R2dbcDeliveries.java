package io.mooring.notifier.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deliveries as rows. A claim and its attempt's row are one statement, so neither exists without the other. */
final class R2dbcDeliveries implements Deliveries {

    private static final String PLAN = """
            INSERT INTO delivery (id, event_id, event_type, alert_key, severity, urgency, title, body, facts,
                                  correlation_id, traceparent, channel, destination, state, created_at, ladder_from, due_at)
            VALUES (:id, :eventId, :eventType, :alertKey, :severity, :urgency, :title, :body, :facts::jsonb,
                    :correlationId, :traceparent, :channel, :destination, 'PENDING', :now, :now, :now)
            ON CONFLICT (event_id, channel, destination) DO NOTHING
            """;

    private static final String CLAIM = """
            WITH head AS (
                SELECT DISTINCT ON (channel, destination) id
                FROM delivery d
                WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED')
                  AND NOT EXISTS (SELECT 1 FROM delivery busy
                                  WHERE busy.channel = d.channel AND busy.destination = d.destination
                                    AND busy.state = 'SENDING' AND busy.due_at > :now)
                ORDER BY channel, destination, urgency DESC, position
            ), due AS (
                SELECT d.id, d.state AS before
                FROM delivery d JOIN head USING (id)
                WHERE d.due_at <= :now
                ORDER BY d.urgency DESC, d.position
                LIMIT :most
                FOR UPDATE OF d SKIP LOCKED
            ), claimed AS (
                UPDATE delivery d
                SET state = 'SENDING', owner = :owner, attempts = attempts + 1, due_at = :leaseEnd
                FROM due WHERE d.id = due.id
                RETURNING d.*, due.before
            ), noted AS (
                INSERT INTO attempt (delivery_id, number, at, owner)
                SELECT id, attempts, :now, :owner FROM claimed
            )
            SELECT * FROM claimed ORDER BY urgency DESC, position
            """;

    private static final String SETTLE = """
            WITH settled AS (
                UPDATE delivery
                SET state = :next, due_at = :dueAt, owner = NULL, reference = coalesce(:reference, reference),
                    delivered_at = CASE WHEN :next = 'DELIVERED' THEN :now END
                WHERE id = :id AND state = 'SENDING' AND owner = :owner AND attempts = :attempt
                RETURNING id
            )
            UPDATE attempt SET outcome = :next, detail = :detail
            FROM settled WHERE delivery_id = settled.id AND number = :attempt
            """;

    private static final UUID NONE = new UUID(0, 0);

    private final DatabaseClient database;
    private final DeliveryRow row;

    R2dbcDeliveries(DatabaseClient database, DeliveryRow row) {
        this.database = database;
        this.row = row;
    }

    @Override
    public Mono<Void> plan(Delivery delivery) {
        return row.bind(database.sql(PLAN), delivery).then();
    }

    @Override
    public Flux<Claim> claimDue(Instant now, Duration lease, String owner, int most) {
        return database.sql(CLAIM)
                .bind("now", now)
                .bind("leaseEnd", now.plus(lease))
                .bind("owner", owner)
                .bind("most", most)
                .map(readable -> new Claim(
                        row.read(readable), DeliveryState.valueOf(readable.get("before", String.class)), owner))
                .all();
    }

    @Override
    public Mono<Boolean> settle(Claim claim, Result result, Instant now) {
        DatabaseClient.GenericExecuteSpec statement = database.sql(SETTLE)
                .bind("id", claim.delivery().id())
                .bind("owner", claim.owner())
                .bind("attempt", claim.delivery().attempts())
                .bind("next", result.next().name())
                .bind("dueAt", result.dueAt())
                .bind("detail", result.detail())
                .bind("now", now);
        String reference = result.reference();
        statement = reference == null
                ? statement.bindNull("reference", String.class)
                : statement.bind("reference", reference);
        return statement.fetch().rowsUpdated().map(rows -> rows == 1);
    }

    @Override
    public Mono<Delivery> find(UUID id) {
        return database.sql("SELECT * FROM delivery WHERE id = :id")
                .bind("id", id)
                .map(row::read)
                .one();
    }

    @Override
    public Mono<List<Attempt>> attempts(UUID id) {
        return database.sql("SELECT number, at, outcome, detail FROM attempt WHERE delivery_id = :id ORDER BY number")
                .bind("id", id)
                .map(DeliveryRow::readAttempt)
                .all()
                .collectList();
    }

    @Override
    public Flux<Delivery> list(@Nullable DeliveryState state, @Nullable UUID before, int most) {
        return database.sql("""
                        SELECT * FROM delivery
                        WHERE (:state = '' OR state = :state)
                          AND position < coalesce((SELECT position FROM delivery WHERE id = :before), 9223372036854775807)
                        ORDER BY position DESC LIMIT :most
                        """)
                .bind("before", before == null ? NONE : before)
                .bind("state", state == null ? "" : state.name())
                .bind("most", most)
                .map(row::read)
                .all();
    }

    @Override
    public Mono<Boolean> retry(UUID id, Instant now) {
        return database.sql("""
                        UPDATE delivery SET state = 'PENDING', due_at = :now, ladder_from = :now
                        WHERE id = :id AND state = 'DEAD'
                        """)
                .bind("id", id)
                .bind("now", now)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Boolean> drop(UUID id, String by, Instant now) {
        return database.sql("UPDATE delivery SET state = 'DROPPED', dropped_by = :by WHERE id = :id AND state = 'DEAD'")
                .bind("id", id)
                .bind("by", by)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Map<DeliveryState, Long>> counts() {
        return database.sql("SELECT state, count(*) AS n FROM delivery GROUP BY state")
                .map(readable -> Map.entry(
                        DeliveryState.valueOf(readable.get("state", String.class)), readable.get("n", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, () -> new EnumMap<>(DeliveryState.class));
    }
}
