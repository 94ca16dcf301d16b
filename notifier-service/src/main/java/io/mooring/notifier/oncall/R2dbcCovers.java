package io.mooring.notifier.oncall;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Covers as rows. One that is taken back keeps its row, with who took it. */
final class R2dbcCovers implements Covers {

    private static final UUID LAST = new UUID(-1, -1);

    private final DatabaseClient database;

    R2dbcCovers(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Void> add(Cover cover) {
        return database.sql("""
                        INSERT INTO on_call_cover (id, schedule, person, begins, ends, reason, by, created_at, covers)
                        VALUES (:id, :schedule, :person, :begins, :ends, :reason, :by, :createdAt, :covers)
                        """)
                .bind("id", cover.id())
                .bind("schedule", cover.schedule())
                .bind("person", cover.person())
                .bind("begins", cover.from())
                .bind("ends", cover.to())
                .bind("reason", cover.reason())
                .bind("by", cover.by())
                .bind("createdAt", cover.createdAt())
                .bind("covers", cover.covers().toArray(String[]::new))
                .then();
    }

    @Override
    public Mono<Cover> remove(UUID id, String by, Instant at) {
        return database.sql("""
                        UPDATE on_call_cover SET removed_at = :at, removed_by = :by
                        WHERE id = :id AND removed_at IS NULL
                        RETURNING *
                        """)
                .bind("id", id)
                .bind("by", by)
                .bind("at", at)
                .map(R2dbcCovers::read)
                .one();
    }

    @Override
    public Flux<Cover> between(Instant from, Instant to) {
        return database.sql("""
                        SELECT * FROM on_call_cover WHERE removed_at IS NULL AND ends > :from AND begins < :to
                        """)
                .bind("from", from)
                .bind("to", to)
                .map(R2dbcCovers::read)
                .all();
    }

    @Override
    public Flux<Cover> notOver(Instant now, @Nullable UUID before, int most) {
        return database.sql("""
                        SELECT * FROM on_call_cover WHERE removed_at IS NULL AND ends > :now AND id < :before
                        ORDER BY id DESC LIMIT :most
                        """)
                .bind("now", now)
                .bind("before", before == null ? LAST : before)
                .bind("most", most)
                .map(R2dbcCovers::read)
                .all();
    }

    private static Cover read(Readable row) {
        return new Cover(
                value(row, "id", UUID.class),
                value(row, "schedule", String.class),
                value(row, "person", String.class),
                value(row, "begins", Instant.class),
                value(row, "ends", Instant.class),
                value(row, "reason", String.class),
                value(row, "by", String.class),
                value(row, "created_at", Instant.class),
                List.of(value(row, "covers", String[].class)));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
