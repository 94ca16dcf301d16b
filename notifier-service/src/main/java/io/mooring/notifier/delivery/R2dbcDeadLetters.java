package io.mooring.notifier.delivery;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Deliveries that were given up, as rows. */
final class R2dbcDeadLetters implements DeadLetters {

    private static final String RETRY = """
            UPDATE delivery d
            SET state = CASE WHEN EXISTS (
                    SELECT 1 FROM delivery n
                    WHERE n.destination = d.destination AND n.subject = d.subject AND n.position > d.position
                      AND n.state NOT IN ('DEAD', 'DROPPED', 'SUPERSEDED'))
                THEN 'SUPERSEDED' ELSE 'PENDING' END,
                due_at = {now}, ladder_from = {now}, tries = 0
            WHERE d.state = 'DEAD'""";

    private final DatabaseClient database;
    private final DatabaseTime time;

    R2dbcDeadLetters(DatabaseClient database, DatabaseTime time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public Mono<Boolean> retry(UUID id) {
        return database.sql(time.in(RETRY + " AND d.id = :id"))
                .bind("id", id)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }

    @Override
    public Mono<Long> retryAll(Collection<String> destinations) {
        return database.sql(time.in("WITH retried AS (" + RETRY
                        + " AND d.destination = ANY (:destinations::text[]) RETURNING d.state)"
                        + " SELECT count(*) AS n FROM retried WHERE state = 'PENDING'"))
                .bind("destinations", destinations.toArray(String[]::new))
                .map(row -> DeliveryRow.value(row, "n", Long.class))
                .one();
    }

    @Override
    public Mono<Boolean> drop(UUID id, String by) {
        return database.sql("UPDATE delivery SET state = 'DROPPED', dropped_by = :by WHERE id = :id AND state = 'DEAD'")
                .bind("id", id)
                .bind("by", by)
                .fetch()
                .rowsUpdated()
                .map(rows -> rows == 1);
    }
}
