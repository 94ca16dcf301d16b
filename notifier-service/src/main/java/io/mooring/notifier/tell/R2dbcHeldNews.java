package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Fact;
import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** News that waits, from its rows. */
final class R2dbcHeldNews implements HeldNews {

    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("d MMM HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcHeldNews(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Flux<Long> due(Instant now, Collection<Long> except, int most) {
        return database.sql("""
                        SELECT position FROM news WHERE due_at <= :now AND position <> ALL (:except::bigint[])
                        ORDER BY due_at, position LIMIT :most
                        """)
                .bind("now", now)
                .bind("except", except.toArray(Long[]::new))
                .bind("most", most)
                .map(row -> value(row, "position", Long.class))
                .all();
    }

    @Override
    public Mono<Due> take(long place) {
        return database.sql("SELECT * FROM news WHERE position = :place AND due_at IS NOT NULL FOR UPDATE SKIP LOCKED")
                .bind("place", place)
                .map(this::read)
                .one();
    }

    @Override
    public Mono<Void> told(long place, Instant now) {
        return database.sql("UPDATE news SET due_at = NULL, told_at = :now, why = '' WHERE position = :place")
                .bind("now", now)
                .bind("place", place)
                .then();
    }

    @Override
    public Mono<Void> leave(long place, String why) {
        return database.sql("UPDATE news SET due_at = NULL, why = :why WHERE position = :place")
                .bind("why", why)
                .bind("place", place)
                .then();
    }

    private Due read(Readable row) {
        return new Due(
                value(row, "position", Long.class),
                value(row, "id", UUID.class),
                value(row, "destination", String.class),
                Severity.valueOf(value(row, "severity", String.class)),
                dated(
                        json.readValue(value(row, "words", String.class), Words.class),
                        value(row, "came_at", Instant.class)),
                value(row, "correlation_id", String.class),
                row.get("traceparent", String.class));
    }

    /** Whoever reads it in the morning must not think that it happened just then. */
    private static Words dated(Words words, Instant came) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Happened", UTC.format(came)));
        facts.addAll(words.facts());
        return new Words(words.title(), words.text(), facts);
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
