package io.mooring.platform.events.relay;

import io.mooring.platform.events.outbox.OutboxRow;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The blocked keys of this service's database; the relay is told of each decision. */
final class R2dbcOutboxProblems implements OutboxProblems {

    private static final String LIST = """
            SELECT b.*, e.id, e.type, octet_length(e.payload) AS bytes
            FROM outbox_blocked_key b JOIN outbox_event e USING (position)
            WHERE b.position > :after ORDER BY b.position LIMIT :limit""";

    private static final String RETRY = """
            UPDATE outbox_blocked_key SET next_attempt_at = :now WHERE position = :position""";

    private static final String DROP = """
            WITH problem AS (DELETE FROM outbox_blocked_key WHERE position = :position RETURNING position)
            UPDATE outbox_event e SET settled_at = :now, dropped_by = :by
            FROM problem WHERE e.position = problem.position AND e.settled_at IS NULL""";

    private final DatabaseClient database;
    private final InstantSource clock;

    R2dbcOutboxProblems(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Flux<Problem> list(long after, int limit) {
        return database.sql(LIST)
                .bind("after", after)
                .bind("limit", limit)
                .map(R2dbcOutboxProblems::read)
                .all();
    }

    @Override
    public Mono<Boolean> retry(long position) {
        return decide(database.sql(RETRY).bind("position", position));
    }

    @Override
    public Mono<Boolean> drop(long position, String by) {
        return decide(database.sql(DROP).bind("position", position).bind("by", by));
    }

    private Mono<Boolean> decide(DatabaseClient.GenericExecuteSpec statement) {
        return statement
                .bind("now", clock.instant().atOffset(ZoneOffset.UTC))
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1)
                .flatMap(done -> wakeRelay().thenReturn(done));
    }

    private Mono<Void> wakeRelay() {
        return database.sql("SELECT pg_notify(:channel, '')")
                .bind("channel", OutboxRow.CHANNEL)
                .then();
    }

    private static Problem read(Readable row) {
        return new Problem(
                value(row, "position", Long.class),
                value(row, "id", UUID.class).toString(),
                value(row, "type", String.class),
                value(row, "aggregatetype", String.class),
                value(row, "aggregateid", String.class),
                value(row, "bytes", Integer.class),
                value(row, "attempts", Integer.class),
                time(row, "blocked_at"),
                time(row, "next_attempt_at"),
                value(row, "undeliverable", Boolean.class),
                row.get("failure", String.class));
    }

    private static Instant time(Readable row, String column) {
        return value(row, column, OffsetDateTime.class).toInstant();
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
