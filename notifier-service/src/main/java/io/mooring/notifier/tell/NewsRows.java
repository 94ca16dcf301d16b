package io.mooring.notifier.tell;

import io.mooring.notifier.alert.Alert;
import io.r2dbc.spi.Parameters;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Writes news down, each with what is done about it at one destination. */
final class NewsRows {

    private static final String ADD = """
            INSERT INTO news (id, destination, digest_id, came_at, told_at, due_at, why, severity, event_type, title, words,
                              correlation_id, traceparent)
            SELECT n.id, n.destination, :digest, :now, n.told_at, n.due_at, n.why, n.severity, n.event_type, n.title,
                   n.words::jsonb, n.correlation_id, n.traceparent
            FROM unnest(:ids::uuid[], :destinations::text[], :tolds::timestamptz[], :dues::timestamptz[], :whys::text[],
                        :severities::text[], :types::text[], :titles::text[], :words::text[], :correlations::text[],
                        :traces::text[])
                AS n (id, destination, told_at, due_at, why, severity, event_type, title, words, correlation_id, traceparent)
            ON CONFLICT DO NOTHING
            """;

    private final DatabaseClient database;
    private final JsonMapper json;

    NewsRows(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * One of the news at a destination.
     *
     * @param destination empty where nobody is told
     * @param told when it was told; null when it was not
     * @param due when it is to be told; null for never, or for told
     * @param why it is not told; empty when it is
     */
    record Row(
            Alert news,
            String destination,
            @Nullable Instant told,
            @Nullable Instant due,
            String why) {

        static Row told(Alert news, String destination, Instant now) {
            return new Row(news, destination, now, null, "");
        }
    }

    Mono<Void> add(List<Row> rows, @Nullable UUID digest, Instant now) {
        if (rows.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(ADD)
                .bind("digest", digest == null ? Parameters.in(UUID.class) : Parameters.in(digest))
                .bind("now", now)
                .bind("ids", rows.stream().map(row -> row.news().id()).toArray(UUID[]::new))
                .bind("destinations", texts(rows, Row::destination))
                .bind("tolds", rows.stream().map(Row::told).toArray(Instant[]::new))
                .bind("dues", rows.stream().map(Row::due).toArray(Instant[]::new))
                .bind("whys", texts(rows, Row::why))
                .bind("severities", texts(rows, row -> row.news().severity().name()))
                .bind("types", texts(rows, row -> row.news().origin().eventType()))
                .bind("titles", texts(rows, row -> row.news().words().title()))
                .bind(
                        "words",
                        texts(rows, row -> json.writeValueAsString(row.news().words())))
                .bind("correlations", texts(rows, row -> row.news().origin().correlationId()))
                .bind("traces", texts(rows, row -> row.news().origin().traceparent()))
                .then();
    }

    private static String[] texts(List<Row> rows, Function<Row, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }
}
