package io.mooring.notifier.tell;

import io.mooring.notifier.delivery.StandIns;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** A conversation stands in for what its alerts should have been told at. */
final class StandInsOfGatherings implements StandIns {

    private final DatabaseClient database;

    StandInsOfGatherings(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Map<UUID, String>> among(Collection<UUID> conversations) {
        if (conversations.isEmpty()) {
            return Mono.just(Map.of());
        }
        return database.sql("""
                        SELECT g.conversation_id AS id, string_agg(DISTINCT t.stand_in_for, ', ') AS others
                        FROM gathering g JOIN told t ON t.gathering_id = g.id
                        WHERE g.conversation_id = ANY(:conversations::uuid[]) AND t.stand_in_for IS NOT NULL
                        GROUP BY g.conversation_id
                        """)
                .bind("conversations", conversations.toArray(UUID[]::new))
                .map(row -> Map.entry(
                        Objects.requireNonNull(row.get("id", UUID.class)),
                        Objects.requireNonNull(row.get("others", String.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
