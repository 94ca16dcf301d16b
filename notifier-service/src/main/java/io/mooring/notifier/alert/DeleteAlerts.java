package io.mooring.notifier.alert;

import static io.mooring.notifier.alert.AlertRow.value;

import java.time.Instant;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Deletes alerts that are over, and with the last of a key the key. Whoever raises an alert holds its key's row, so a key that is
 * locked here has no alert on its way; one that somebody holds stays, until its next episode is forgotten.
 */
final class DeleteAlerts {

    private static final String ALERTS = """
            WITH deleted AS (
                DELETE FROM alert WHERE id IN (SELECT id FROM alert
                    WHERE state = 'RESOLVED' AND ended_at < :before ORDER BY ended_at LIMIT :most)
                RETURNING key
            )
            SELECT count(*) AS alerts, coalesce(array_agg(DISTINCT key), '{}') AS keys FROM deleted
            """;

    private static final String LOCK = """
            WITH locked AS MATERIALIZED (
                SELECT k.key FROM alert_key k JOIN unnest(:keys::text[]) AS deleted (key) ON k.key = deleted.key
                FOR UPDATE OF k SKIP LOCKED
            )
            SELECT coalesce(array_agg(key), '{}') AS keys FROM locked
            """;

    /**
     * A statement after the lock: only that one sees an alert which was raised just before it. It asks for open ones and for those
     * that are over apart, because each kind has an index of its own.
     */
    private static final String KEYS = """
            DELETE FROM alert_key k USING unnest(:keys::text[]) AS locked (key)
            WHERE k.key = locked.key
              AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.key = k.key AND a.state <> 'RESOLVED')
              AND NOT EXISTS (SELECT 1 FROM alert a WHERE a.key = k.key AND a.state = 'RESOLVED')
            """;

    private final DatabaseClient database;

    DeleteAlerts(DatabaseClient database) {
        this.database = database;
    }

    private record Deleted(long alerts, String[] keys) {}

    Mono<Long> endedBefore(Instant before, int most) {
        return database.sql(ALERTS)
                .bind("before", before)
                .bind("most", most)
                .map(found -> new Deleted(value(found, "alerts", Long.class), value(found, "keys", String[].class)))
                .one()
                .flatMap(deleted -> keys(deleted.keys()).thenReturn(deleted.alerts()));
    }

    private Mono<Void> keys(String[] keys) {
        if (keys.length == 0) {
            return Mono.empty();
        }
        return database.sql(LOCK)
                .bind("keys", keys)
                .map(found -> value(found, "keys", String[].class))
                .one()
                .flatMap(locked -> database.sql(KEYS).bind("keys", locked).then());
    }
}
