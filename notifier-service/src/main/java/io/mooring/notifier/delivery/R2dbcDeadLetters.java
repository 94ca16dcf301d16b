package io.mooring.notifier.delivery;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/** Deliveries that were given up, as rows. */
final class R2dbcDeadLetters implements DeadLetters {

    private static final String OVERTAKEN = """
            EXISTS (SELECT 1 FROM delivery n
                    WHERE n.destination = d.destination AND n.subject = d.subject AND n.position > d.position
                      AND n.state NOT IN ('DEAD', 'DROPPED', 'SUPERSEDED'))""";

    /** What may have arrived was perhaps heard, so its end is still worth telling. */
    private static final String NOTHING_LEFT = """
            (d.subject LIKE 'alerts/%'
             AND (SELECT l.message ->> 'status' FROM delivery l WHERE l.conversation_id = d.conversation_id
                  ORDER BY l.position DESC LIMIT 1) = 'RESOLVED'
             AND NOT EXISTS (SELECT 1 FROM delivery h LEFT JOIN attempt a ON a.delivery_id = h.id
                             WHERE h.conversation_id = d.conversation_id
                               AND (h.state = 'DELIVERED' OR a.outcome = 'UNKNOWN'
                                    OR a.number IS NOT NULL AND a.outcome IS NULL)))""";

    private static final String RETRY = """
            UPDATE delivery d
            SET state = CASE WHEN {overtaken} OR {nothing left} THEN 'SUPERSEDED' ELSE 'PENDING' END,
                due_at = {now}, ladder_from = {now}, tries = 0
            WHERE d.state = 'DEAD' AND {which}
            RETURNING CASE WHEN {overtaken} THEN 'OVERTAKEN' WHEN {nothing left} THEN 'NOTHING_LEFT' ELSE 'AGAIN' END AS retry
            """.replace("{overtaken}", OVERTAKEN).replace("{nothing left}", NOTHING_LEFT);

    private final DatabaseClient database;
    private final DatabaseTime time;

    R2dbcDeadLetters(DatabaseClient database, DatabaseTime time) {
        this.database = database;
        this.time = time;
    }

    @Override
    public Mono<Retry> retry(UUID id) {
        return database.sql(time.in(RETRY.replace("{which}", "d.id = :id")))
                .bind("id", id)
                .map(row -> Retry.valueOf(DeliveryRow.text(row, "retry")))
                .one()
                .defaultIfEmpty(Retry.NOT_DEAD);
    }

    @Override
    public Mono<Retry.Counts> retryAll(Collection<String> destinations) {
        return database.sql(time.in("WITH retried AS ("
                        + RETRY.replace("{which}", "d.destination = ANY (:destinations::text[])") + """
                        )
                        SELECT count(*) FILTER (WHERE retry = 'AGAIN') AS again,
                               count(*) FILTER (WHERE retry = 'OVERTAKEN') AS overtaken,
                               count(*) FILTER (WHERE retry = 'NOTHING_LEFT') AS nothing_left
                        FROM retried
                        """))
                .bind("destinations", destinations.toArray(String[]::new))
                .map(row -> new Retry.Counts(
                        DeliveryRow.value(row, "again", Long.class),
                        DeliveryRow.value(row, "overtaken", Long.class),
                        DeliveryRow.value(row, "nothing_left", Long.class)))
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
