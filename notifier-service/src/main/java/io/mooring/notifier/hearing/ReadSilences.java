package io.mooring.notifier.hearing;

import io.mooring.notifier.hearing.HeardTypes.Sender;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Who of those who speak all the time does not any more, and of whom people were told so. */
final class ReadSilences {

    /** Keys of alerts about the silence of whoever sends events of a type: this and the type. */
    static final String KEY = "notifier/silent/";

    private static final String HEARD = """
            SELECT t.event_type, t.source, t.heard_at, t.heard_at + t.within <= h.heard_until
                       AND t.heard_at + t.within + deaf_time(t.heard_at, '', '') <= h.heard_until AS silent
            FROM unnest(:types::text[], :senders::text[]) AS e(type, sender)
            JOIN heard_type t ON t.event_type = e.type AND t.source = e.sender CROSS JOIN hearing h
            """;

    private static final String MISSED = """
            SELECT substr(key, length(:key) + 1) AS type, coalesce(labels ->> 'component', '') AS sender FROM alert
            WHERE state <> 'RESOLVED' AND event_type = 'ServiceSilent' AND starts_with(key, :key)
            """;

    private final DatabaseClient database;

    ReadSilences(DatabaseClient database) {
        this.database = database;
    }

    /**
     * @param at when it was heard last
     * @param silent whether that is too long ago, though everybody listens
     */
    record LastHeard(Instant at, boolean silent) {}

    /** Who was never heard, or is not known any more to have been, is absent. */
    Mono<Map<Sender, LastHeard>> of(Collection<Sender> senders) {
        return database.sql(HEARD)
                .bind("types", senders.stream().map(Sender::type).toArray(String[]::new))
                .bind("senders", senders.stream().map(Sender::source).toArray(String[]::new))
                .map(row -> Map.entry(
                        new Sender(value(row, "event_type", String.class), value(row, "source", String.class)),
                        new LastHeard(value(row, "heard_at", Instant.class), value(row, "silent", Boolean.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    /** Whose silence is an open alert, by the type of events. */
    Mono<Map<String, String>> missed() {
        return database.sql(MISSED)
                .bind("key", KEY)
                .map(row -> Map.entry(value(row, "type", String.class), value(row, "sender", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private static <T> T value(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
