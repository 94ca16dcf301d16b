package io.mooring.notifier.conversation;

import java.time.InstantSource;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Conversations as rows; a partial unique index keeps a second one about the same thing from being open. */
final class R2dbcOpenConversations implements OpenConversations {

    /** The empty update takes the row's lock. */
    private static final String OPEN = """
            INSERT INTO conversation (id, destination, subject, opened_at) VALUES (:id, :destination, :subject, :now)
            ON CONFLICT (destination, subject) WHERE closed_at IS NULL DO UPDATE SET subject = excluded.subject
            RETURNING id, acknowledged
            """;

    private final DatabaseClient database;
    private final Supplier<UUID> ids;
    private final InstantSource clock;

    R2dbcOpenConversations(DatabaseClient database, Supplier<UUID> ids, InstantSource clock) {
        this.database = database;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public Mono<Open> open(String destination, String subject) {
        UUID fresh = ids.get();
        return database.sql(OPEN)
                .bind("id", fresh)
                .bind("destination", destination)
                .bind("subject", subject)
                .bind("now", clock.instant())
                .map(row -> {
                    UUID id = Objects.requireNonNull(row.get("id", UUID.class));
                    return new Open(id, id.equals(fresh), Boolean.TRUE.equals(row.get("acknowledged", Boolean.class)));
                })
                .one();
    }

    @Override
    public Mono<UUID> find(String destination, String subject) {
        return database.sql("""
                        SELECT id FROM conversation
                        WHERE destination = :destination AND subject = :subject AND closed_at IS NULL FOR UPDATE
                        """)
                .bind("destination", destination)
                .bind("subject", subject)
                .map(row -> Objects.requireNonNull(row.get("id", UUID.class)))
                .one();
    }

    @Override
    public Mono<Void> acknowledged(UUID id) {
        return database.sql("UPDATE conversation SET acknowledged = true WHERE id = :id AND NOT acknowledged")
                .bind("id", id)
                .then();
    }

    @Override
    public Mono<Void> leave(UUID id) {
        return database.sql(
                        "UPDATE conversation SET closed_at = :now, left_unanswered = NOT acknowledged WHERE id = :id")
                .bind("id", id)
                .bind("now", clock.instant())
                .then();
    }

    @Override
    public Mono<Void> close(UUID id) {
        return database.sql("UPDATE conversation SET closed_at = :now WHERE id = :id")
                .bind("id", id)
                .bind("now", clock.instant())
                .then();
    }
}
