package io.mooring.notifier.incident;

import static io.mooring.notifier.incident.IncidentRow.value;

import io.mooring.notifier.alert.IncidentCare;
import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Which alerts incidents have in hand, from rows. One that nobody has answered has them in hand as far as it calls people: whoever
 * is on call, or by phone, everywhere; in a channel, there. What did not arrive when it called last calls nobody.
 */
final class R2dbcIncidentCare implements IncidentCare {

    private static final String CARE = """
            SELECT a.alert_id, bool_or(i.state = 'RESPONDING') AS responds, bool_or(k.whom = 'PERSON') AS calls,
                   array_remove(array_agg(DISTINCT k.destination), NULL) AS places,
                   max(greatest(i.resolved_at, b.again_at)) AS until
            FROM incident_alert a JOIN incident i ON i.id = a.incident_id
            CROSS JOIN LATERAL (SELECT (i.document -> 'response' ->> 'againAt')::timestamptz AS again_at) b
            LEFT JOIN incident_call k ON i.state = 'OPEN' AND k.incident_id = i.id AND k.state <> 'FAILED'
                AND k.whom IN ('CHANNEL', 'PERSON') AND k.called_at >= coalesce(b.again_at, i.opened_at)
                AND k.version = (SELECT max(l.version) FROM incident_call l WHERE l.incident_id = i.id AND l.whom = k.whom)
            WHERE a.alert_id IN (SELECT unnest(:alerts::uuid[])) GROUP BY a.alert_id
            """;

    private final DatabaseClient database;
    private final Predicate<String> phones;

    /** @param phones which destinations, by name, wake people when something begins there */
    R2dbcIncidentCare(DatabaseClient database, Predicate<String> phones) {
        this.database = database;
        this.phones = phones;
    }

    @Override
    public Mono<Map<UUID, Care>> of(Collection<UUID> alerts) {
        if (alerts.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql(CARE)
                .bind("alerts", alerts.toArray(UUID[]::new))
                .map(row -> Map.entry(value(row, "alert_id", UUID.class), care(row)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }

    private Care care(Readable row) {
        Set<String> places = Set.of(value(row, "places", String[].class));
        boolean now = value(row, "responds", Boolean.class)
                || Boolean.TRUE.equals(row.get("calls", Boolean.class))
                || places.stream().anyMatch(phones);
        return new Care(now, places, row.get("until", Instant.class));
    }
}
