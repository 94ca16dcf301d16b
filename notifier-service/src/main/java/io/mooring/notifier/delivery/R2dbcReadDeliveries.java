package io.mooring.notifier.delivery;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Deliveries and destinations, read. */
final class R2dbcReadDeliveries implements ReadDeliveries, ConversationProgress {

    private static final UUID NONE = new UUID(0, 0);

    private static final String LIST = """
            SELECT * FROM delivery
            WHERE (:state = '' OR state = :state)
              AND (:destination = '' OR destination = :destination)
              AND (:conversation = :none OR conversation_id = :conversation)
              AND position < coalesce((SELECT position FROM delivery WHERE id = :before), 9223372036854775807)
            ORDER BY position DESC LIMIT :most
            """;

    private static final String PAUSED_UNTIL = """
            greatest(CASE WHEN {ahead s.paused_until} THEN s.paused_until END,
                     CASE WHEN {ahead s.not_before} THEN s.not_before END)""";

    private static final String PAUSES = "SELECT s.name, s.why, " + PAUSED_UNTIL
            + " AS paused_until FROM destination_state s WHERE s.name = ANY(:destinations) AND " + PAUSED_UNTIL
            + " IS NOT NULL";

    private static final String CONDITIONS = "SELECT s.name, s.last_delivered_at, s.why, " + PAUSED_UNTIL + """
             AS paused_until, w.waiting, w.oldest,
                   (SELECT count(*) FROM delivery d WHERE d.destination = s.name AND d.state = 'DEAD') AS dead
            FROM destination_state s, LATERAL (
                SELECT count(*) AS waiting, min(d.created_at) AS oldest FROM delivery d
                WHERE d.destination = s.name AND d.state IN {waiting}) w
            """;

    private static final String PROGRESS = """
            SELECT conversation_id, bool_or(operation = 'OPEN' AND state = 'DELIVERED') AS opened,
                   count(*) FILTER (WHERE state IN {waiting}) AS waiting,
                   min(created_at) FILTER (WHERE state IN {waiting}) AS oldest,
                   count(*) FILTER (WHERE state = 'DEAD') AS dead, max(delivered_at) AS last
            FROM delivery WHERE conversation_id = ANY(:conversations) GROUP BY conversation_id
            """;

    private final DatabaseClient database;
    private final DeliveryRow row;
    private final DatabaseTime time;

    R2dbcReadDeliveries(DatabaseClient database, DeliveryRow row, DatabaseTime time) {
        this.database = database;
        this.row = row;
        this.time = time;
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
    public Flux<Delivery> list(Filter filter, @Nullable UUID before, int most) {
        return database.sql(LIST)
                .bind("state", filter.state() == null ? "" : filter.state().name())
                .bind("destination", filter.destination() == null ? "" : filter.destination())
                .bind("conversation", filter.conversation() == null ? NONE : filter.conversation())
                .bind("none", NONE)
                .bind("before", before == null ? NONE : before)
                .bind("most", most)
                .map(row::read)
                .all();
    }

    @Override
    public Mono<Map<DeliveryState, Long>> counts() {
        return database.sql(time.in("SELECT state, count(*) AS n FROM delivery WHERE state IN {waiting} GROUP BY state"
                        + " UNION ALL SELECT 'DEAD', count(*) FROM delivery WHERE state = 'DEAD'"))
                .map(readable -> Map.entry(
                        DeliveryState.valueOf(DeliveryRow.text(readable, "state")),
                        DeliveryRow.value(readable, "n", Long.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue, () -> new EnumMap<>(DeliveryState.class));
    }

    @Override
    public Flux<DestinationCondition> conditions() {
        return database.sql(time.in(CONDITIONS))
                .map(readable -> new DestinationCondition(
                        DeliveryRow.text(readable, "name"),
                        DeliveryRow.value(readable, "waiting", Long.class),
                        DeliveryRow.value(readable, "dead", Long.class),
                        instant(readable, "oldest"),
                        instant(readable, "last_delivered_at"),
                        instant(readable, "paused_until"),
                        readable.get("why", String.class)))
                .all();
    }

    @Override
    public Flux<Pause> pauses(Collection<String> destinations) {
        return database.sql(time.in(PAUSES))
                .bind("destinations", destinations.toArray(String[]::new))
                .map(readable -> new Pause(
                        DeliveryRow.text(readable, "name"),
                        DeliveryRow.value(readable, "paused_until", Instant.class),
                        Objects.requireNonNullElse(readable.get("why", String.class), "")))
                .all();
    }

    @Override
    public Flux<Progress> of(Collection<UUID> conversations) {
        return database.sql(time.in(PROGRESS))
                .bind("conversations", conversations.toArray(UUID[]::new))
                .map(readable -> new Progress(
                        DeliveryRow.value(readable, "conversation_id", UUID.class),
                        DeliveryRow.value(readable, "opened", Boolean.class),
                        DeliveryRow.value(readable, "waiting", Long.class),
                        instant(readable, "oldest"),
                        DeliveryRow.value(readable, "dead", Long.class),
                        instant(readable, "last")))
                .all();
    }

    private static @Nullable Instant instant(Readable row, String column) {
        return row.get(column, Instant.class);
    }
}
