package io.mooring.notifier.delivery;

import io.mooring.platform.events.retention.Chore;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Deletes what is over long ago, once nothing was said in its conversation for as long. Dead ones stay until a person
 * has looked at them.
 */
final class ForgetDeliveries implements Chore {

    private static final int AT_ONCE = 1_000;

    private static final String FORGET = """
            DELETE FROM delivery WHERE id IN (
                SELECT d.id FROM delivery d
                WHERE d.state IN ('DELIVERED', 'DROPPED', 'SUPERSEDED')
                  AND d.created_at < {now} - :keep * interval '1 millisecond'
                  AND NOT EXISTS (SELECT 1 FROM delivery n
                                  WHERE n.conversation_id = d.conversation_id AND n.position > d.position
                                    AND (n.created_at >= {now} - :keep * interval '1 millisecond'
                                         OR n.state NOT IN ('DELIVERED', 'DROPPED', 'SUPERSEDED')))
                ORDER BY d.created_at LIMIT :most)
            """;

    /** Not the one that somebody is about to say something in. */
    private static final String FORGET_CONVERSATIONS = """
            DELETE FROM conversation WHERE id IN (
                SELECT c.id FROM conversation c
                WHERE c.opened_at < {now} - :keep * interval '1 millisecond'
                  AND NOT EXISTS (SELECT 1 FROM delivery d WHERE d.conversation_id = c.id)
                ORDER BY c.opened_at LIMIT :most FOR UPDATE SKIP LOCKED)
            """;

    private final DatabaseClient database;
    private final Duration keep;
    private final DatabaseTime time;

    ForgetDeliveries(DatabaseClient database, Duration keep, DatabaseTime time) {
        this.database = database;
        this.keep = keep;
        this.time = time;
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Mono<Void> run() {
        return forget(FORGET).then(forget(FORGET_CONVERSATIONS));
    }

    private Mono<Void> forget(String statement) {
        return database.sql(time.in(statement))
                .bind("keep", keep.toMillis())
                .bind("most", AT_ONCE)
                .then();
    }
}
