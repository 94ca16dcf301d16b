package io.mooring.notifier.tell;

import io.mooring.notifier.tell.Gatherings.Told;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Who was told of an alert, where and why, as rows. */
final class ToldRows {

    private static final String TELL = """
            INSERT INTO told (alert_id, destination, gathering_id, told_at, route, why, stand_in_for, asked_at,
                              called_first)
            SELECT *, CASE WHEN asked_at IS NOT NULL THEN statement_timestamp() END FROM unnest(:alerts::uuid[], :destinations::text[], :gatherings::uuid[], :ats::timestamptz[],
                                 :routes::text[], :whys::text[], :standIns::text[], :askedAts::timestamptz[])
                AS t (alert_id, destination, gathering_id, told_at, route, why, stand_in_for, asked_at)
            ON CONFLICT DO NOTHING
            """;

    private final DatabaseClient database;

    ToldRows(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> tell(List<Told> told) {
        if (told.isEmpty()) {
            return Mono.empty();
        }
        return database.sql(TELL)
                .bind("alerts", told.stream().map(Told::alert).toArray(UUID[]::new))
                .bind("destinations", texts(told, Told::destination))
                .bind("gatherings", told.stream().map(Told::gathering).toArray(UUID[]::new))
                .bind("ats", told.stream().map(Told::at).toArray(Instant[]::new))
                .bind("routes", texts(told, Told::route))
                .bind("whys", texts(told, Told::why))
                .bind("standIns", texts(told, Told::standInFor))
                .bind("askedAts", told.stream().map(Told::askedAt).toArray(Instant[]::new))
                .then();
    }

    private static String[] texts(List<Told> told, Function<Told, @Nullable String> value) {
        return told.stream().map(value).toArray(String[]::new);
    }

    Flux<Told> of(Collection<UUID> ids) {
        return database.sql(
                        "SELECT * FROM told WHERE alert_id IN (SELECT unnest(:ids::uuid[])) ORDER BY told_at, destination")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(ToldRows::read)
                .all();
    }

    /** With the delivery that calls: what was written down before it does not show who is called for now. */
    Mono<Void> asked(UUID gathering, Instant at) {
        return database.sql("""
                        WITH called AS (UPDATE gathering SET called_at = now(), reminders = 0 WHERE id = :gathering)
                        UPDATE told SET asked_at = :at, called_first = coalesce(called_first, statement_timestamp()),
                            asked_by = (SELECT max(d.position) FROM gathering g
                                        JOIN delivery d ON d.conversation_id = g.conversation_id
                                        WHERE g.id = :gathering AND d.operation IN ('OPEN', 'CALL'))
                        WHERE gathering_id = :gathering AND asked_at IS NULL
                        """).bind("at", at).bind("gathering", gathering).then();
    }

    Mono<Void> owe(Collection<UUID> alerts) {
        return database.sql("""
                        UPDATE told SET asked_at = NULL
                        WHERE alert_id IN (SELECT unnest(:alerts::uuid[])) AND asked_at IS NOT NULL
                        """).bind("alerts", alerts.toArray(UUID[]::new)).then();
    }

    static Told read(Readable row) {
        return new Told(
                value(row, "alert_id", UUID.class),
                value(row, "destination", String.class),
                value(row, "gathering_id", UUID.class),
                value(row, "told_at", Instant.class),
                value(row, "route", String.class),
                value(row, "why", String.class),
                row.get("stand_in_for", String.class),
                row.get("asked_at", Instant.class));
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
