package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.mooring.notifier.tell.NewsRows.Row;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** News as rows. */
final class R2dbcNews implements News {

    /** "news" in ASCII: no other lock of this database has the number. */
    private static final long GATE = 0x6e657773L;

    private final DatabaseClient database;
    private final NewsRows rows;

    R2dbcNews(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.rows = new NewsRows(database, json);
    }

    @Override
    public Mono<Void> hold() {
        return database.sql("SELECT pg_advisory_xact_lock(:gate)")
                .bind("gate", GATE)
                .then();
    }

    @Override
    public Mono<Integer> alone(String destination, Instant since) {
        return database.sql("""
                        SELECT count(*) AS n FROM news
                        WHERE destination = :destination AND digest_id IS NULL AND severity = 'INFO' AND told_at > :since
                        """)
                .bind("destination", destination)
                .bind("since", since)
                .map(row -> value(row, "n", Long.class).intValue())
                .one();
    }

    @Override
    public Mono<NewsDigest> open(String destination) {
        return database.sql("""
                        SELECT * FROM news_digest WHERE destination = :destination AND NOT closed
                        ORDER BY opened_at DESC LIMIT 1 FOR UPDATE
                        """)
                .bind("destination", destination)
                .map(R2dbcNews::read)
                .one();
    }

    @Override
    public Mono<Void> save(NewsDigest digest) {
        return database.sql("""
                        INSERT INTO news_digest (id, destination, opened_at, joined_at, members, dirty)
                        VALUES (:id, :destination, :opened, :joined, :members, true)
                        ON CONFLICT (id) DO UPDATE
                        SET joined_at = excluded.joined_at, members = excluded.members, dirty = true
                        """)
                .bind("id", digest.id())
                .bind("destination", digest.destination())
                .bind("opened", digest.openedAt())
                .bind("joined", digest.joinedAt())
                .bind("members", digest.members())
                .then();
    }

    @Override
    public Mono<Void> told(List<Alert> news, String destination, @Nullable UUID digest, Instant now) {
        return rows.add(
                news.stream().map(one -> Row.told(one, destination, now)).toList(), digest, now);
    }

    @Override
    public Mono<Void> kept(List<Row> kept, Instant now) {
        return rows.add(kept, null, now);
    }

    @Override
    public Flux<NewsDigest.Kind> kinds(UUID digest) {
        return database.sql("""
                        SELECT event_type, count(*) AS n, (array_agg(title ORDER BY position DESC))[1] AS newest
                        FROM news WHERE digest_id = :digest GROUP BY event_type ORDER BY n DESC, event_type
                        """)
                .bind("digest", digest)
                .map(row -> new NewsDigest.Kind(
                        value(row, "event_type", String.class),
                        value(row, "n", Long.class).intValue(),
                        value(row, "newest", String.class)))
                .all();
    }

    @Override
    public Flux<UUID> due(Instant joinedBefore, Instant openedBefore, Collection<UUID> except, int most) {
        return database.sql("""
                        SELECT id FROM news_digest
                        WHERE NOT closed AND (dirty OR joined_at <= :joined OR opened_at <= :opened)
                          AND id <> ALL (:except::uuid[])
                        ORDER BY opened_at LIMIT :most
                        """)
                .bind("joined", joinedBefore)
                .bind("opened", openedBefore)
                .bind("except", except.toArray(UUID[]::new))
                .bind("most", most)
                .map(row -> value(row, "id", UUID.class))
                .all();
    }

    @Override
    public Mono<NewsDigest> take(UUID id) {
        return database.sql("SELECT * FROM news_digest WHERE id = :id AND NOT closed FOR UPDATE SKIP LOCKED")
                .bind("id", id)
                .map(R2dbcNews::read)
                .one();
    }

    @Override
    public Mono<Void> said(UUID digest, boolean closed) {
        return database.sql("UPDATE news_digest SET dirty = false, closed = :closed WHERE id = :id")
                .bind("id", digest)
                .bind("closed", closed)
                .then();
    }

    private static NewsDigest read(Readable row) {
        return new NewsDigest(
                value(row, "id", UUID.class),
                value(row, "destination", String.class),
                value(row, "opened_at", Instant.class),
                value(row, "joined_at", Instant.class),
                value(row, "members", Integer.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
