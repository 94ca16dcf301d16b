package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import io.mooring.notifier.alert.IncidentCare;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Which alerts incidents have in hand, from rows. One that could tell and call nobody, or reached nobody, has nothing in hand. */
final class R2dbcIncidentCare implements IncidentCare {

    private final DatabaseClient database;

    R2dbcIncidentCare(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<UUID, Care>> of(Collection<UUID> alerts) {
        if (alerts.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        SELECT a.alert_id, max(i.resolved_at) AS until, bool_or(i.state = 'RESPONDING' OR i.state = 'OPEN' AND (
                            coalesce(i.document -> 'told', '[]') <> '[]'
                            OR coalesce(i.document -> 'escalation' -> 'called', '{}') <> '{}')
                            AND coalesce((SELECT bool_or(k.state <> 'FAILED') FROM incident_call k WHERE k.incident_id = i.id
                                          AND k.whom IN ('CHANNEL', 'PERSON') AND k.called_at >=
                                              coalesce((i.document -> 'response' ->> 'againAt')::timestamptz, i.opened_at)), true)) AS now
                        FROM incident_alert a JOIN incident i ON i.id = a.incident_id
                        WHERE a.alert_id IN (SELECT unnest(:alerts::uuid[])) GROUP BY a.alert_id
                        """)
                .bind("alerts", alerts.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        value(row, "alert_id", UUID.class),
                        new Care(value(row, "now", Boolean.class), row.get("until", Instant.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
