package io.mooring.notifier.alert;

import io.mooring.notifier.alert.AlertStore.Placed;
import java.util.Map;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Pages of alerts: gravest first and then newest, or simply newest first. */
final class ListAlerts {

    private static final String CHOSEN = """
            SELECT * FROM alert
            WHERE state = ANY(:states::text[]) AND severity = ANY(:severities::text[]) AND labels @> :labels::jsonb
              AND (:words = '' OR strpos(lower(title), :words) > 0 OR strpos(lower(key), :words) > 0)
            """;
    private static final String GRAVEST =
            " AND state <> 'RESOLVED' AND (urgency, position) < (:urgency, :position) ORDER BY urgency DESC, position DESC LIMIT :most";
    private static final String NEWEST =
            " AND :urgency >= 0 AND position < :position ORDER BY position DESC LIMIT :most";
    private static final AlertQuery.Place TOP = new AlertQuery.Place(Severity.values().length, Long.MAX_VALUE);

    private final DatabaseClient database;
    private final AlertRow row;

    ListAlerts(DatabaseClient database, AlertRow row) {
        this.database = database;
        this.row = row;
    }

    Flux<Placed> list(AlertQuery query, int most) {
        AlertQuery.Place after = query.after() == null ? TOP : query.after();
        return database.sql(CHOSEN + (query.gravestFirst() ? GRAVEST : NEWEST))
                .bind("states", names(query.states()))
                .bind("severities", names(query.severities()))
                .bind("labels", row.json(Map.copyOf(query.labels())))
                .bind("words", query.words().toLowerCase(java.util.Locale.ROOT))
                .bind("urgency", after.urgency())
                .bind("position", after.position())
                .bind("most", most)
                .map(found -> new Placed(row.read(found), AlertRow.value(found, "position", Long.class)))
                .all();
    }

    Mono<Alert> oldestUnacknowledged() {
        return database.sql("""
                        SELECT * FROM alert WHERE state = 'FIRING' AND severity IN ('CRITICAL', 'EMERGENCY')
                        ORDER BY raised_at LIMIT 1
                        """).map(row::read).one();
    }

    private static String[] names(Set<? extends Enum<?>> values) {
        return values.stream().map(Enum::name).toArray(String[]::new);
    }
}
