package io.mooring.notifier.incident;

import io.mooring.notifier.delivery.StandIns;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A conversation stands in for the destinations that calls for an incident did not reach. */
final class StandInsOfCalls implements StandIns {

    private final DatabaseClient database;

    StandInsOfCalls(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<UUID, String>> among(Collection<UUID> conversations) {
        if (conversations.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        SELECT d.conversation_id AS id, string_agg(DISTINCT k.stands_in_for, ', ') AS others
                        FROM delivery d JOIN incident_call k ON k.delivery_id = d.id
                        WHERE d.conversation_id = ANY (:conversations::uuid[]) AND k.stands_in_for IS NOT NULL
                        GROUP BY d.conversation_id
                        """)
                .bind("conversations", conversations.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        IncidentRow.value(row, "id", UUID.class), IncidentRow.value(row, "others", String.class)))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
