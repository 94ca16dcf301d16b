package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Severity;
import io.mooring.notifier.alert.Words;
import io.r2dbc.spi.Parameters;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** News from their rows. */
final class R2dbcReadNews implements ReadNews {

    private static final String NEWEST = """
            SELECT * FROM news
            WHERE position < :before AND (:destination = '' OR destination = :destination)
              AND (:digest::uuid IS NULL OR digest_id = :digest)
              AND severity IN (SELECT unnest(:severities::text[]))
              AND (:text = '' OR strpos(lower(title || ' ' || (words ->> 'text')), lower(:text)) > 0)
            ORDER BY position DESC LIMIT :most
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    R2dbcReadNews(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    @Override
    public Flux<ToldNews> newest(Wanted wanted, long before, int most) {
        UUID digest = wanted.digest();
        return database.sql(NEWEST)
                .bind("before", before)
                .bind("destination", wanted.destination())
                .bind("digest", digest == null ? Parameters.in(UUID.class) : Parameters.in(digest))
                .bind(
                        "severities",
                        Arrays.stream(Severity.values())
                                .filter(one -> one.compareTo(wanted.atLeast()) >= 0)
                                .map(Severity::name)
                                .toArray(String[]::new))
                .bind("text", wanted.text())
                .bind("most", most)
                .map(this::read)
                .all();
    }

    private ToldNews read(Readable row) {
        return new ToldNews(
                value(row, "position", Long.class),
                value(row, "id", UUID.class),
                Severity.valueOf(value(row, "severity", String.class)),
                value(row, "destination", String.class),
                row.get("digest_id", UUID.class),
                value(row, "came_at", Instant.class),
                row.get("told_at", Instant.class),
                row.get("due_at", Instant.class),
                value(row, "why", String.class),
                value(row, "event_type", String.class),
                json.readValue(value(row, "words", String.class), Words.class),
                value(row, "correlation_id", String.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
