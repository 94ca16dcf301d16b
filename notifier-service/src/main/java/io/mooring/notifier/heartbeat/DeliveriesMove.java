package io.mooring.notifier.heartbeat;

import java.time.Duration;
import java.time.InstantSource;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Mono;

/**
 * Whether somebody sends. Much that waits is no fault, nor is a provider that refuses all of it; something overdue while
 * nothing at all was attempted is.
 */
final class DeliveriesMove implements HeartbeatCheck {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    static final String STUCK = """
            SELECT count(*) AS waiting FROM delivery
            WHERE state IN ('PENDING', 'SENDING', 'UNKNOWN', 'FAILED') AND due_at < :before
              AND NOT EXISTS (SELECT 1 FROM attempt WHERE at >= :before)
            """;

    private final DatabaseClient database;
    private final InstantSource clock;

    DeliveriesMove(DatabaseClient database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "deliveries";
    }

    @Override
    public Mono<String> fault() {
        return database.sql(STUCK)
                .bind("before", clock.instant().minus(LONGEST))
                .map(row -> row.get("waiting", Long.class))
                .one()
                .filter(waiting -> waiting > 0)
                .map(waiting ->
                        waiting + " are overdue, and none was attempted for " + LONGEST.toMinutes() + " minutes");
    }
}
