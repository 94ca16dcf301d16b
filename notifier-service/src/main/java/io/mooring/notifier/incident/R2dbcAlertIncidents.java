package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import io.mooring.notifier.alert.AlertIncidents;
import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Which incidents alerts belong to, from rows. */
final class R2dbcAlertIncidents implements AlertIncidents {

    private final DatabaseClient database;

    R2dbcAlertIncidents(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<UUID, List<InIncident>>> among(Collection<UUID> alerts) {
        if (alerts.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
            SELECT a.alert_id, i.id, i.number, i.priority, i.state, i.document -> 'words' ->> 'title' AS title
            FROM incident_alert a JOIN incident i ON i.id = a.incident_id
            WHERE a.alert_id IN (SELECT unnest(:alerts::uuid[])) ORDER BY i.number DESC
            """)
                .bind("alerts", alerts.toArray(UUID[]::new))
                .map(row -> Map.entry(value(row, "alert_id", UUID.class), incident(row)))
                .all()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
    }

    private static InIncident incident(Readable row) {
        return new InIncident(
                value(row, "id", UUID.class),
                value(row, "number", Long.class),
                value(row, "title", String.class),
                Word.of(Priority.valueOf(value(row, "priority", String.class))),
                Word.of(IncidentState.valueOf(value(row, "state", String.class))));
    }
}
